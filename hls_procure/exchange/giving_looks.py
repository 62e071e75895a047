"""What somebody has to look at before grants are published: words that could be a person's, and names that could name one.

Nothing here decides. A pattern of signs cannot know who is meant, so each find is a thing to look at, with the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hls_procure.model.codes import register_number
from hls_procure.model.facts import FactView
from hls_procure.model.record import record
from hls_procure.model.telling import value


@record
class Lack:
    """Something that is missing or has to be looked at.

    :param path: the field of the project. :param field: the field of the standard. :param words: what it is about.
    """

    path: str
    field: str
    words: str


#: Titles are to be shorter than this.
LONG = 140
#: The free text that is published, and where it stands in the file.
TEXTS = (("grant.purpose", "description"), ("grant.programme", "grantProgramme/title"), ("project.title", "title"),
         ("recipient.name", "recipientOrganization/name"))  # fmt: skip
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+")
_PHONE = re.compile(r"(?<![\d-])(?:\+44[ -]?(?:\(0\))?|\(?0)\d(?:[ )-]{0,2}\d){8,9}(?![\d-])")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_INSURANCE = re.compile(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")
_SORT = re.compile(r"\b\d{2}[- ]\d{2}[- ]\d{2}\b(?=\D{1,30}\d{8}\b)|(?<=sort code )\d{6}\b", re.IGNORECASE)
_ACCOUNT = re.compile(r"\baccount(?: number| no\.?)?:? (\d{7,8})\b", re.IGNORECASE)
_IBAN = re.compile(r"\bGB\d{2} ?[A-Z]{4}(?: ?\d){14}\b")
_NUMBERS = (
    (_EMAIL, "an e-mail address"), (_PHONE, "a telephone number"), (_POSTCODE, "a postcode"),
    (_INSURANCE, "a National Insurance number"), (_SORT, "a sort code"), (_ACCOUNT, "the number of a bank account"),
    (_IBAN, "the number of a bank account"),
)  # fmt: skip
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Revd?|Reverend|Sir|Dame|Cllr|Councillor)"
_NAME = r"[^\W\d_a-z][\w'’-]*"
_TITLED = re.compile(rf"\b{_TITLE}\.? {_NAME}(?: {_NAME}){{0,2}}")
#: Words by which a name says that it is an organisation's; Welsh and Gaelic ones are among them.
_BODIES = set(
    """
    academy action advice agency aid alliance alliances allotment allotments archive army arts assembly associates association
    athletic band bank board borough brigade business cafe caffi care centre center chamber chapel charity charitable
    choir church cic cio circle city club co collective college commission committee communities community company consortium
    co-op co-operative cooperative council county cymru cyf cymdeithas department diocese district duchas ensemble enterprise
    enterprises fc federation festival fellowship football forum foundation friends fund garden gardens gardd group grwp guild
    hall health home homes hospice hospital house housing hub inclusion initiative institute kitchen league library limited links
    live llp ltd media meeting mencap menter mind ministries mission mosque museum neighbourhood network nhs office orchestra
    organisation organization pantry parish partners partnership people's plc police prison programme project projects radio
    refuge rescue resource scheme school scouts service services shed society sports studio support synagogue
    team temple theatre together trust trustees trustee uk union unit united university voice voices volunteers welfare
    women's works workshop ymddiriedolaeth youth
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


def looks(facts: FactView) -> Iterator[Lack]:
    """What could name a person in what one grant publishes."""
    name = value(facts, "recipient.name") or ""
    known = bool(register_number(value(facts, "recipient.number")))
    own = " ".join([*([name] if known else []), value(facts, "funder.name") or ""])
    for path, field in TEXTS:
        text = value(facts, path) or ""
        for pattern, what in _NUMBERS:
            for found in dict.fromkeys(one.group() for one in pattern.finditer(text)):
                yield Lack(path, field, f"it holds what looks like {what}, {found}: take it out if it is a person's")
        if path != "recipient.name":
            for found in dict.fromkeys(one.group() for one in _TITLED.finditer(text)):
                if found not in own:
                    words = f"it holds what looks like the name of a person, {found}: take it out if it is one"
                    yield Lack(path, field, words)
    title = value(facts, "project.title") or ""
    if len(title) >= LONG:
        yield Lack("project.title", "title", f"it has {len(title)} characters, and the standard asks for fewer than {LONG}")
    if name and not known and person_like(name, value(facts, "recipient.form"), value(facts, "recipient.is_charity")):
        words = f"nothing says that '{name}' is an organisation and not a person: a grant to a person is not published by name"
        yield Lack("recipient.name", "recipientOrganization/name", words)


def person_like(name: str, form: str | None, charity: bool | None) -> bool:
    """Whether a recipient without a number could be a person: by a title, or by two to four names and no word of a body."""
    if charity or form not in (None, "unincorporated"):
        return False
    words = _WORD.findall(name)
    if any(word.lower().rstrip(".") in _BODIES for word in words) or any(sign.isdigit() for sign in name):
        return False
    if _TITLED.match(name.strip()):
        return True
    plain = [word for word in words if word.lower() not in ("de", "van", "von", "der", "ap", "ab", "bin", "al", "la")]
    return 2 <= len(plain) <= 4 and len(words) == len(name.split()) and all(word[:1].isupper() for word in plain)
