"""What words mean in this community: which say nothing about a topic, and which are names of the same thing."""

import re

ENGLISH = frozenset(
    """
    a about above after again against aka all already also although always among an and any are around as at away
    back be because been before behind being below beside best better between both but by came can cannot come comes
    could did do does doing done down due during each either else enough etc even ever every everyone everything far
    few fewer fka for from further gave get gets give given goes going got had has have having he help hence her
    here his how however i if in inside instead into is it its itself just keep keeps kept know known last later
    least left less let like likely little long lot made main make makes making many may maybe might more most much
    must need needed needs neither never nevertheless new next no nobody none nor not nothing now of off often on
    once one only onto or other others otherwise our out over own part per perhaps put quite rather really s same
    see seen several shall she should since small so some something soon still such t than that the their them
    themselves then there thereby these they thing things this those though through thus to today together too
    toward two under until up upon us very via want was way ways we well were what when where whether which while
    who whole whose why will with within without would yet you your
    """.split()  # noqa: SIM905  # a list of words is read as text
)
"""Words of the language that could stand in any text."""

OF_EVERY_TOPIC = frozenset(
    """
    able access achieve achieved add added additional adopt allow allows approach available based basic basis become
    benefit bring build call called case change changes clean cluster clusters code complete component components
    concept consider continuation continue continues create created current currently custom decide decided depend
    develop development different difficult discuss discussion document easily easy effort enable enables enhance
    evaluate example existing experiment explore feature features find first fix fixed full functional future
    gardener general generic goal good hackathon hack handle idea ideas implement implementation improve improved
    improvement improvements increase increased instance introduce introducing introduction investigate involve
    issue issues kind kubernetes leads level merge method missing multiple necessary number open option order people
    poc point possible potential prepare problem production productivity project proof proper propose provide pull
    ready reason reduce reduced related release replace replacement request require required requires result results
    rework rewrite run running runs scenario scenarios set setup shoot shoots show simple simplify single situation
    solution solve start state step steps support supported supports system task team technical test tests time
    topic topics try type use used useful user users uses using usual validate value various verify version work
    working works
    """.split()  # noqa: SIM905  # a list of words is read as text
)
"""Words that most topics of this field share, and those that say how something is done, but not to what."""

SELF_HOSTED = "selfhostedshoot"
SUBJECTS = frozenset({SELF_HOSTED})
"""Names of an undertaking that goes on for years. To share one says more than to share a word."""

SAME = (
    # GEP-28, its tool and its development setup are one undertaking, whose clusters had three names one after another.
    (r"(?:autonomous|masterful|self[- ]?hosted)(?:['\"”`_)]*[- ](?:shoots?|clusters?)){0,2}", SELF_HOSTED),
    (r"gep-0*28", f"gep-28 {SELF_HOSTED}"),
    (r"gardenadm", f"gardenadm {SELF_HOSTED}"),
    (r"gind", f"gind {SELF_HOSTED}"),
    # Programs and resources that people call by their initials.
    (r"mcm", "machine-controller-manager"),
    (r"gcm", "gardener-controller-manager"),
    (r"ccm", "cloud-controller-manager"),
    (r"grm", "gardener-resource-manager"),
    (r"gna|(?<!gardener-)node-agent", "gardener-node-agent"),
    (r"osc", "operating-system-config"),
    (r"vpa", "vertical-pod-autoscaler"),
    (r"vertical pod autoscal(?:er|ing)", "vertical-pod-autoscaler"),
    (r"capi|cluster[- ]api", "clusterapi"),
    (r"otel|open[- ]telemetry", "opentelemetry"),
    (r"key management (?:systems?|services?)", "kms"),
    # One thing, written in several ways.
    (r"(?:kube-)?api[- ]?servers?", "apiserver"),
    (r"load[- ]?balanc(?:ing|ers?|ed)", "loadbalancing"),
    (r"roll(?:ing|ed|s)?[- ]?outs?", "rollout"),
    (r"worker[- ](?:groups?|pools?)", "workerpool"),
    (r"end[- ]to[- ]end|e2e", "e2e"),
    (r"high(?:ly)?[- ]availab(?:le|ility)", "ha"),
    (r"control[- ]?planes?", "controlplane"),
    (r"local[- ](?:development[- ]|dev[- ])?set-?ups?", "localsetup"),
    (r"third[- ]part(?:y|ies)", "thirdparty"),
    (r"authz|authori[sz](?:ation|ers?)", "authorization"),
    (r"backups?|back-?ups?", "backup"),
    # What was monitoring until 2024 is called observability since.
    (r"monitoring|observability", "observability"),
)
"""What stands for what, in folded text."""

NAMES = {
    SELF_HOSTED: "self-hosted shoots",
    "apiserver": "API server",
    "clusterapi": "Cluster API",
    "controlplane": "control plane",
    "loadbalancing": "load balancing",
    "localsetup": "local setup",
    "opentelemetry": "OpenTelemetry",
    "thirdparty": "third-party",
    "workerpool": "worker pool",
}
"""How people write those of them that are words only here."""

SPELLINGS = re.compile("|".join(rf"(?P<n{n}>(?<![\w-])(?:{names})(?![\w]))" for n, (names, _) in enumerate(SAME)))


def in_one_spelling(folded: str) -> str:
    return SPELLINGS.sub(lambda found: f" {SAME[int(str(found.lastgroup)[1:])][1]} ", folded)
