"""Reading what is sent to the API."""

import json
from typing import Any

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser


class TextualJSONParser(JSONParser):
    """JSON that can be written down again. REST framework's own parser lets through what fails later."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            body = super().parse(stream, media_type, parser_context)
            json.dumps(body, ensure_ascii=False).encode()
        except RecursionError as error:
            raise ParseError("JSON parse error - nested too deeply") from error
        except UnicodeEncodeError as error:  # half of a character, like "\ud83e"
            raise ParseError(f"JSON parse error - {error.reason}") from error
        return body
