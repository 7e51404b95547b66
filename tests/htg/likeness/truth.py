"""Which topics of the community really carry on an earlier one: facts, read in what was published, for measuring.

Each topic is named by its event and by words of its title. A topic that is like an earlier one in the eyes of some and
not of others is in neither list of what is certain.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Named:
    event: str
    words: str


CARRIES_ON: dict[Named, tuple[Named, ...]] = {
    Named("2023-05", "IPv6 On Cloud Provider"): (Named("2022-09", "IPv6"),),
    Named("2023-11", "Continuation Of `gardener-node-agent`"): (Named("2023-05", "gardener-node-agent"),),
    Named("2024-05", "Gardenlet Self-Upgrades"): (Named("2023-11", "Deploy `gardenlet`s Through Custom Resource"),),
    Named("2024-05", "Flux Extension Production-Ready"): (Named("2023-11", "Flux Extension"),),
    Named("2024-05", "Stop Vendoring Third-Party Code in OS Ext"): (Named("2023-11", "Stop Vendoring"),),
    Named("2024-05", "machine-controller-manager-provider-local"): (Named("2023-05", "machine-controller-manager"),),
    Named("2024-05", "Embedded Files for Local Image Builds"): (Named("2023-11", "Auto-Update Skaffold"),),
    Named("2024-12", "IPv6 Support On"): (Named("2023-05", "IPv6"),),
    Named("2024-12", "E2E Test Skeleton For Autonomous Shoot"): (Named("2023-05", "Autonomous Shoots"),),
    Named("2025-06", "Cluster-internal L7 Load-Balancing"): (Named("2024-12", "Load Balancing For Calls"),),
    Named("2025-06", "GEP-32"): (Named("2024-12", "Version Classification Lifecycle"),),
    # GEP-28 is one undertaking: its clusters were called masterful, autonomous and self-hosted.
    Named("2026-03", "Gardener-in-Docker"): (Named("2024-12", "Autonomous Shoot"), Named("2023-05", "Autonomous")),
    Named("2026-03", "System Pods Run on"): (Named("2024-12", "Autonomous Shoot"), Named("2023-05", "Autonomous")),
    Named("2026-03", "Control Plane Restoration"): (
        *(Named("2024-12", "Autonomous Shoot"), Named("2023-05", "Autonomous")),
    ),
    Named("2026-03", "Static Admin Token"): (Named("2024-12", "Autonomous Shoot"), Named("2023-05", "Autonomous")),
}
"""The earlier ones it may be said to carry on: any of them is right."""

IN_DOUBT = (
    Named("2023-11", "Live Migration"),  # of the control plane, whose state had been the topic of an earlier one
    Named("2024-05", "Local `gardener-operator` Development Setup"),
    Named("2024-05", "Extensions for Garden Cluster"),
    Named("2024-05", "Tailscale"),
    Named("2024-05", "IPv6-Based VPN Tunnel"),
    Named("2024-12", "ETCD Encryption Key"),
    Named("2024-12", "`systemd` Unit Restarts"),
    Named("2024-12", "TokenRequestor"),
    Named("2024-12", "Watch `ManagedResource`s"),
    Named("2024-12", "Empty `Secret` For `reconcile`"),
    Named("2025-06", "OpenVPN with Wireguard"),
    Named("2025-06", "Signing of `ManagedResource`"),
    Named("2025-06", "EgressCIDRs"),
    Named("2025-06", "Worker Group Node Roll-out"),
    Named("2025-12", "OIDC Webhook Garden Class"),
    Named("2025-12", "Private API Servers"),
    Named("2025-12", "Signals Externalization"),
    Named("2025-12", "OpenTelemetry Receiver"),
    Named("2025-12", "Replace Prometheus Exporters"),
    Named("2025-12", "OpenTelemetry as Replacement"),
    Named("2026-03", "Diki as a Service"),
    Named("2026-03", "ValidatingWebhookConfigurations"),
)
"""Related to an earlier one, but perhaps no continuation of it."""
