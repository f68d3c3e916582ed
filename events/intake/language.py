"""Which language a text is in, and whether Dateline reads its events."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

READ = "en"
# What fewer letters say of a language is chance; more of them say nothing new.
_LEAST_LETTERS, _SAMPLE, _LEAST_SURE = 40, 20_000, 0.8
_NAMES = dict(
    each.split(" ", 1)
    for each in (
        "af Afrikaans|am Amharic|an Aragonese|ar Arabic|as Assamese|az Azerbaijani|be Belarusian|bg Bulgarian|bn Bengali|br Breton|"
        "bs Bosnian|ca Catalan|cs Czech|cy Welsh|da Danish|de German|dz Dzongkha|el Greek|en English|eo Esperanto|es Spanish|"
        "et Estonian|eu Basque|fa Persian|fi Finnish|fo Faroese|fr French|ga Irish|gl Galician|gu Gujarati|he Hebrew|hi Hindi|"
        "hr Croatian|ht Haitian Creole|hu Hungarian|hy Armenian|id Indonesian|is Icelandic|it Italian|ja Japanese|jv Javanese|"
        "ka Georgian|kk Kazakh|km Khmer|kn Kannada|ko Korean|ku Kurdish|ky Kyrgyz|la Latin|lb Luxembourgish|lo Lao|lt Lithuanian|"
        "lv Latvian|mg Malagasy|mk Macedonian|ml Malayalam|mn Mongolian|mr Marathi|ms Malay|mt Maltese|nb Norwegian|ne Nepali|"
        "nl Dutch|nn Norwegian|no Norwegian|oc Occitan|or Odia|pa Punjabi|pl Polish|ps Pashto|pt Portuguese|qu Quechua|ro Romanian|"
        "ru Russian|rw Kinyarwanda|se Sami|si Sinhala|sk Slovak|sl Slovenian|so Somali|sq Albanian|sr Serbian|sv Swedish|sw Swahili|"
        "ta Tamil|te Telugu|th Thai|ti Tigrinya|tl Filipino|tr Turkish|ug Uyghur|uk Ukrainian|ur Urdu|uz Uzbek|vi Vietnamese|"
        "vo Volapük|wa Walloon|xh Xhosa|zh Chinese|zu Zulu"
    ).split("|")
)


def language_of(text: str, *, stated: str = "") -> str:
    """Return a text's language as an ISO 639-1 code.

    Parameters
    ----------
    stated
        What the metadata says; it is believed where the text is too short or mixed to say more.

    Returns
    -------
    str
        "" where neither says.
    """
    sample = text[:_SAMPLE]
    if sum(letter.isalpha() for letter in sample) >= _LEAST_LETTERS:
        found, sure = _identifier().classify(sample)
        if sure >= _LEAST_SURE:
            return str(found)
    code = stated.strip().lower()[:2]
    return code if code in _NAMES else ""


def language_name(code: str) -> str:
    """Return a language's English name; the code itself where it is unknown.

    Examples
    --------
    >>> language_name("ar")
    'Arabic'
    """
    return _NAMES.get(code, code)


def language_note(code: str) -> str:
    """Return the sentence on a language whose events are not read, "" for English and for what is not known."""
    if code in {"", READ}:
        return ""
    return f"It is in {language_name(code)}, in which places are found but events are not read: give a translation to have its events."


@lru_cache(maxsize=1)
def _identifier() -> "LanguageIdentifier":
    # A model of some megabytes, which reading one pasted report does not need.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
