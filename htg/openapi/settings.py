"""How the API describes itself: drf-spectacular's part of the settings."""

from typing import Any

SCHEMA: dict[str, Any] = {
    "TITLE": "Hack the Garden",
    "DESCRIPTION": (
        "Everything a page can do. Anyone who can see a page can read what it shows: events, topics, reports, wrap-ups "
        "and next steps are for everyone; people and teams are for those with a seat at the event. Names are null for "
        "anyone without a seat anywhere. Every error is a problem detail (RFC 9457); a rule that says no answers 409 "
        "and says why. An unknown field or parameter answers 400, and names the one that may have been "
        "meant. Lists come in pages of 50: follow `next`."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SORT_OPERATIONS": False,
    "PREPROCESSING_HOOKS": ["htg.openapi.schema.in_lifecycle_order"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "htg.openapi.schema.document_rooms",
        "htg.openapi.schema.document_strictness",
        "htg.openapi.schema.document_problems",
    ],
    "ENUM_NAME_OVERRIDES": {
        "MessageState": "planning.outbox.models.Message.State",
        "SurveyRating": "retros.board.questions.Rating",
        "DemoState": "retros.reviews.models.Demo.State",
        "NextStepState": "retros.nextsteps.models.NextStep.State",
    },
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
