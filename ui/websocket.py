"""The websocket between page and browser, compressed where that pays: short messages, which repeat themselves."""

from collections.abc import Sequence

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions import Extension
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory
from websockets.frames import Frame
from websockets.typing import ExtensionParameter

# A project's columns, 44 MB for a million events, would take two seconds to compress, which on this machine nobody gets back.
_LONGEST = 256 * 1024
# As far back as the method can look (32 KB): a run of a page says what the run before said, and that is some 6 KB ago.
# uvicorn's own choice is 4 KB.
_WINDOW_BITS = 15


class _Sparing(PerMessageDeflate):
    """Compression that leaves long messages as they are, which each message may say for itself (RFC 7692, section 6)."""

    def encode(self, frame: Frame) -> Frame:
        return frame if len(frame.data) > _LONGEST else super().encode(frame)


class _SparingFactory(ServerPerMessageDeflateFactory):
    def process_request_params(
        self, params: Sequence[ExtensionParameter], accepted_extensions: Sequence[Extension]
    ) -> tuple[list[ExtensionParameter], PerMessageDeflate]:
        answer, made = super().process_request_params(params, accepted_extensions)
        return answer, _Sparing(
            made.remote_no_context_takeover, made.local_no_context_takeover, made.remote_max_window_bits,
            made.local_max_window_bits, made.compress_settings,
        )  # fmt: skip


def _factory(**_settings: object) -> _SparingFactory:
    return _SparingFactory(server_max_window_bits=_WINDOW_BITS, client_max_window_bits=_WINDOW_BITS)


def compress_sparingly() -> None:
    """Have the server compress as this module says, once Streamlit's ``server.enableWebsocketCompression`` is on.

    uvicorn has no setting for either; where another version of it makes its extension elsewhere, its own choice stands.
    """
    websockets_sansio_impl.ServerPerMessageDeflateFactory = _factory  # type: ignore[attr-defined,assignment]
