"""The pack of a busy council that never saw the tool, with 25 defects or without: four files, made by ordinary libraries.

Numbers are typed in one file and automatic in the next; tables have merged cells; the scoring sheet has formulas with the values
that a spreadsheet program would have kept. Every place and body is invented.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from hls_procure.library.yamlfile import load

LIST = load(Path(__file__).parent / "defects.yaml")
FILES: dict[str, str] = dict(LIST["files"])
DEFECTS: tuple[str, ...] = tuple(one["id"] for one in LIST["defects"])
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


class Writer:
    """Writes one pack; ``pick`` gives the wrong words where a defect is planted."""

    def __init__(self, planted: Iterable[str]) -> None:
        self.planted = frozenset(planted)
        assert self.planted <= set(DEFECTS)

    def pick(self, defect: str, right: str, wrong: str) -> str:
        assert defect in DEFECTS
        return wrong if defect in self.planted else right

    # the invitation: numbers typed by hand

    def itt(self) -> Any:
        doc = Document()
        doc.sections[0].header.paragraphs[0].text = "Larkmoor District Council · LDC-2027-031"
        doc.add_paragraph("Larkmoor District Council", style="Title")
        big(doc, "INVITATION TO TENDER")
        big(doc, "Community Wellbeing Support Service")
        grid(doc, [("Contract reference", "LDC-2027-031"), ("Closing date for tenders", "12 noon on 12 February 2027"),
                   ("Questions to", "the procurement portal, and nowhere else")])  # fmt: skip
        doc.add_heading("1. Introduction", 1)
        doc.add_paragraph(
            "1.1 Larkmoor District Council (the Council) invites tenders for the Community Wellbeing Support Service, which is "
            "described in the Specification."
        )
        doc.add_paragraph("1.2 The estimated total value of the contract is £2,400,000 excluding VAT, over its initial term.")
        doc.add_paragraph("1.3 The contract is divided into two lots:")
        grid(doc, [("Lot", "Area", "Estimated value (excluding VAT)"), ("1", "Larkmoor North", "£1,400,000"),
                   ("2", "Larkmoor South", self.pick("lot-values", "£1,000,000", "£800,000"))])  # fmt: skip
        doc.add_paragraph(
            "1.4 The contract will start on 1 June 2027 and will run for an initial term of three (3) years. The Council may "
            "extend it by up to two (2) further years."
        )
        doc.add_paragraph(
            "1.5 “Working Day” means a day other than a Saturday, a Sunday or a public holiday in England. Days are counted in "
            "Working Days where this document says so."
        )
        doc.add_heading("2. Documents in this pack", 1)
        rows = [("Document", "What it is"), ("A", "Service Specification"), ("B", "Evaluation scoring sheet"),
                ("C", "Terms and Conditions of Contract")]  # fmt: skip
        if "listed" in self.planted:
            rows.append(("D", "Pricing Schedule"))
        grid(doc, rows)
        doc.add_heading("3. Timetable", 1)
        grid(doc, [
            ("Stage", "Date"),
            ("Tender notice published", "Monday 4 January 2027"),
            ("Deadline for clarification questions", self.pick("order", "29 January 2027", "19 February 2027")),
            ("Deadline for receipt of tenders", "12 noon, Friday 12th February 2027"),
            ("Evaluation and moderation", "15 February to 5 March 2027"),
            ("Award decision", "15 March 2027"),
            ("End of standstill period", "30 March 2027"),
            ("Contract start", "1 June 2027"),
        ])  # fmt: skip
        day = self.pick("weekday", "Monday", "Tuesday")
        doc.add_paragraph(f"3.1 A briefing for bidders will be held online on {day} 18 January 2027. It is not compulsory.")
        doc.add_paragraph("3.2 Late tenders will not be opened.")
        doc.add_heading("4. Conditions of participation", 1)
        doc.add_paragraph("4.1 By the start of the contract the winning bidder must hold at least:")
        grid(doc, [("Insurance", "Minimum cover"), ("Public liability", "£5,000,000 for each claim"),
                   ("Employer’s liability", "£10,000,000 for each claim"), ("Professional indemnity", "£2m a year")])  # fmt: skip
        doc.add_paragraph("4.2 The Council pays valid and undisputed invoices within 30 days of receiving them.")
        doc.add_paragraph(
            "4.3 The Council will look at the mandatory and the discretionary exclusion grounds of the Procurement Act 2023 "
            "before it assesses a tender."
        )
        doc.add_heading("5. How tenders are evaluated", 1)
        doc.add_paragraph("5.1 Tenders will be scored on quality (60%), price (30%) and social value (10%), as follows:")
        questions = [
            ("Quality (60%)", "Q1", "Learning and adapting", "20%"), ("", "Q2", "Working alongside people", "20%"),
            ("", "Q3", "Workforce and supervision", "15%"), ("", "Q4", "Getting started", "5%"),
            ("Price (30%)", "P1", "Total price over three years", "30%"),
            ("Social value (10%)", "SV1", "Local jobs and skills", "6%"),
            ("", "SV2", "Supporting small organisations", self.pick("sub-weights", "4%", "3%")),
        ]  # fmt: skip
        table = grid(doc, [("Criterion", "Ref", "Question", "Weighting"), *questions])
        merge_down(table, 1, 4)
        merge_down(table, 6, 7)
        total = table.add_row().cells
        total[0].merge(total[2]).text = "Total"
        total[3].text = "100%"
        doc.add_paragraph("5.2 Each answer to a quality or social value question will be given a score from 0 to 5:")
        grid(doc, [
            ("Score", "Meaning"), ("0", "No answer, or one that gives no confidence"), ("1", "Gives little confidence"),
            ("2", "Gives some confidence, with gaps that matter"), ("3", "Gives confidence; gaps are small"),
            ("4", "Gives confidence in every part"), ("5", "Gives full confidence, and shows how people would notice"),
        ])  # fmt: skip
        doc.add_paragraph(
            "5.3 A tender must score at least 3 on every quality question. A tender that does not will be rejected."
        )
        doc.add_paragraph(
            "5.4 Price will be scored as follows: the lowest total price is divided by the bidder’s total price and multiplied "
            "by 30. The result is the bidder’s score for price."
        )
        doc.add_heading("6. Further information", 1)
        where = self.pick("dead-section", "section 4.1", "section 9.3")
        doc.add_paragraph(f"6.1 Bidders should read {where} of the Specification before they answer Q1.")
        doc.add_paragraph(
            "6.2 The contract is on the Council’s own terms. Ending it early is dealt with in clause 9 of the Terms."
        )
        doc.add_paragraph("6.3 Tenders stay open for acceptance for 90 days from the closing date.")
        return doc

    # the specification: headings numbered by the program, paragraphs too

    def spec(self) -> Any:
        doc = Document()
        numbered(doc)
        doc.add_paragraph("Service Specification", style="Title")
        doc.add_paragraph("Community Wellbeing Support Service, Larkmoor District Council, LDC-2027-031")
        heading(doc, "Background and purpose")
        value = self.pick("value", "£2,400,000", "£2,600,000")
        clause(doc, "The purpose of the service is that people in Larkmoor have somebody to turn to before things go wrong.")
        clause(doc, f"The contract has an estimated value of {value} excluding VAT over three years.")
        heading(doc, "Where the service works")
        clause(doc, "Lot 1 is Larkmoor North, with the market town and the villages along the river.")
        clause(doc, "Lot 2 is Larkmoor South, with the coast and the three estates.")
        if "lots" in self.planted:
            clause(doc, "Lot 3 is Larkmoor East, with the old airfield and the new town.")
        heading(doc, "What the service does")
        clause(doc, "The Provider will meet these requirements:")
        grid(doc, [
            ("Ref", "Requirement", "Assessed in"),
            ("R1", "The Provider must see everybody who asks within five working days.", "Q2"),
            ("R2", "The Provider must let people choose where they meet.", "Q2"),
            ("R3", "The Provider must hold a learning meeting every month, with people who use the service.", "Q1"),
            ("R4", "The Provider must change how it works when people tell it that something does not help.", "Q1"),
            ("R5", "The Provider must give every worker supervision at least once a month.", "Q3"),
            ("R6", "The Provider must pay the real Living Wage.", ""),
        ])  # fmt: skip
        clause(doc, "Support lasts as long as somebody needs it. There is no fixed number of visits.")
        heading(doc, "Learning together")
        clause(doc, "The Council and the Provider will look each month at what people say and at what has changed.")
        clause(doc, "What is learned may change this Specification, in the way that clause 11 of the Terms describes.")
        heading(doc, "Social value")
        share = self.pick("social-weight", "10%", "15%")
        clause(doc, f"Social value counts for {share} of the marks. Bidders offer what fits the place.")
        heading(doc, "Getting started")
        clause(doc, "The service opens on the first day of the contract, with the staff who transfer and those newly employed.")
        hub = self.pick("placeholder", "Millpond House", "[INSERT NAME OF HUB]")
        doc.add_paragraph("Annex A: Places", style="Heading 1")
        doc.add_paragraph(f"In the north the service works from {hub}; in the south from the old harbour office.")
        doc.add_paragraph("Annex B: Map of the area", style="Heading 1")
        doc.add_paragraph().add_run().add_picture(io.BytesIO(PNG), width=Pt(300))
        return doc

    # the terms: everything numbered by the program, definitions in a table

    def terms(self) -> Any:
        doc = Document()
        numbered(doc)
        doc.add_paragraph("Terms and Conditions of Contract", style="Title")
        doc.add_paragraph("Community Wellbeing Support Service")
        reference = self.pick("reference", "LDC-2027-031", "LDC-2027-013")
        doc.add_paragraph(f"Contract reference: {reference}")
        doc.add_paragraph(
            "This contract is made between Larkmoor District Council (the Council) and the Provider named in Schedule 1."
        )
        heading(doc, "Words with a special meaning")
        clause(doc, "In this contract:")
        saturday = self.pick(
            "definition", "a day other than a Saturday, a Sunday or a public holiday in England",
            "a day other than a Sunday or a public holiday in England",
        )  # fmt: skip
        start = self.pick("start", "1 June 2027", "1 July 2027")
        for term, meaning in (
            ("Commencement Date", f"means {start}."),
            ("Services", "means the services that the Specification describes."),
            ("Specification", "means the document in Schedule 2."),
            ("Working Day", f"means {saturday}."),
        ):
            doc.add_paragraph(f"“{term}” {meaning}")
        heading(doc, "How long the contract lasts")
        years = self.pick("term", "three (3)", "four (4)")
        clause(doc, f"This contract begins on the Commencement Date and lasts for an initial period of {years} years.")
        clause(doc, "The Council may extend it by up to two (2) years, with six months’ notice in writing.")
        heading(doc, "What the Provider does")
        clause(doc, "The Provider will provide the Services from the Commencement Date, as the Specification describes.")
        clause(doc, "The Provider will follow the law on safeguarding, data protection and equality.")
        heading(doc, "Working together")
        clause(doc, "The parties will meet every month, share what they learn and put right what they find.")
        heading(doc, "Price and payment")
        clause(doc, "The Council will pay the price in Schedule 1 in monthly parts.")
        days = self.pick("payment", "30", "45")
        clause(doc, f"The Council will pay each valid invoice within {days} days of receiving it.")
        heading(doc, "People who transfer")
        clause(doc, "The Provider will honour the rights of staff who transfer to it on the Commencement Date.")
        heading(doc, "Information")
        clause(doc, "Each party will keep what the other tells it in confidence, unless the law asks it to publish it.")
        heading(doc, "Insurance and liability")
        cover = self.pick("insurance", "£5,000,000", "£10,000,000")
        clause(doc, "The Provider will hold, throughout this contract:")
        for words in (
            f"public liability insurance of at least {cover} for each claim;",
            "employer’s liability insurance of at least £10,000,000 for each claim; and",
            "professional indemnity insurance of at least £2,000,000 a year.",
        ):
            item(doc, words)
        clause(doc, "The liability of each party under this contract is limited to £2,000,000 in each year.")
        heading(doc, "Ending the contract")
        figure = self.pick("words-figures", "90", "60")
        clause(doc, f"Either party may end this contract by giving the other ninety ({figure}) days’ notice in writing.")
        clause(doc, "The Council may end it at once if the Provider has broken it in a way that cannot be put right.")
        heading(doc, "What happens at the end")
        dead = self.pick("dead-clause", "clause 9", "clause 27.4")
        clause(doc, f"When this contract ends under {dead}, the Provider will help to hand the Services over.")
        heading(doc, "Changing the contract")
        clause(doc, "The parties may change this contract, the Specification included, in writing and within the law.")
        heading(doc, "Disputes")
        clause(doc, "Those who do the work try first; then the directors; then a mediator.")
        heading(doc, "Notices")
        clause(doc, "A notice is given in writing, and counts from the next Working Day.")
        heading(doc, "Law")
        clause(doc, "The law of England and Wales governs this contract.")
        doc.add_paragraph("Schedule 1: The Provider and the price", style="Heading 1")
        grid(doc, [("Name of the Provider", "as in its tender"), ("Price", "as in its tender")])
        doc.add_paragraph("Schedule 2: The Specification", style="Heading 1")
        doc.add_paragraph("The Service Specification that was part of the invitation to tender.")
        return doc

    # the scoring sheet

    def sheet(self) -> bytes:
        book = Workbook()
        kept: dict[str, dict[str, object]] = {}
        self._summary(book.active, kept)
        for lot, area in ((1, "Larkmoor North"), (2, "Larkmoor South")):
            self._lot(book.create_sheet(f"Lot {lot} scores"), lot, area, kept)
        self._price(book.create_sheet("Price"), kept)
        dates = book.create_sheet("Timetable")
        for row in (
            ("Stage", "Date"), ("Tenders returned by", self.pick("deadline", "12 February 2027", "15 February 2027")),
            ("Individual scoring", "15 to 24 February 2027"), ("Moderation meeting", "2 March 2027"),
        ):  # fmt: skip
            dates.append(row)
        return with_values(book, kept)

    def _summary(self, sheet: Any, kept: dict[str, dict[str, object]]) -> None:
        sheet.title = "Summary"
        sheet["A1"] = "Community Wellbeing Support Service LDC-2027-031: evaluation"
        sheet["A1"].font = Font(bold=True)
        sheet.append([])
        sheet.append(["Criterion", "Ref", "Question", "Weight"])
        first = float(self.pick("question-weight", "0.2", "0.25"))
        fourth = 0.05
        rows = [
            ("Quality", "Q1", "Learning and adapting", first), ("", "Q2", "Working alongside people", 0.2),
            ("", "Q3", "Workforce and supervision", 0.15), ("", "Q4", "Getting started", fourth),
            ("Price", "P1", "Total price", 0.3), ("Social value", "SV1", "Local jobs and skills", 0.06),
            ("", "SV2", "Supporting small organisations", float(self.pick("sub-weights", "0.04", "0.03"))),
        ]  # fmt: skip
        for row in rows:
            sheet.append([value or None for value in row])
        sheet.merge_cells("A4:A7")
        sheet.merge_cells("A9:A10")
        sheet["A11"], sheet["D11"] = "Total", "=SUM(D4:D10)"
        for row in range(4, 12):
            sheet.cell(row, 4).number_format = "0%"
        kept["Summary"] = {"D11": round(sum(float(row[3]) for row in rows), 4)}

    def _lot(self, sheet: Any, lot: int, area: str, kept: dict[str, dict[str, object]]) -> None:
        sheet["A1"] = f"Lot {lot}: {area}"
        sheet.append([])
        sheet.append(["Ref", "Question", "Score", "Pass mark", "Notes"])
        rows = [
            ("Q1", "Learning and adapting"), ("Q2", "Working alongside people"), ("Q3", "Workforce and supervision"),
            ("Q4", "Getting started"), ("SV1", "Local jobs and skills"), ("SV2", "Supporting small organisations"),
        ]  # fmt: skip
        if lot == 1 and "secret-row" in self.planted:
            rows.append(("Q5", "Local presence in the district"))
        low = self.pick("minimum", "3", "2") if lot == 1 else "3"
        made: dict[str, object] = {}
        for at, (ref, name) in enumerate(rows, 4):
            sheet.append([ref, name, 3, f'=IF(C{at}<{low},"FAIL","pass")'])
            made[f"D{at}"] = "pass"
        last = len(rows) + 3
        upto = last - 1 if lot == 2 and "short-sum" in self.planted else last
        sheet.append([None, "Total", f"=SUM(C4:C{upto})"])
        made[f"C{last + 1}"] = 3 * (upto - 3)
        top = self.pick("scale", "5", "10") if lot == 2 else "5"
        rule = DataValidation(type="whole", operator="between", formula1="0", formula2=top)
        rule.add(f"C4:C{last}")
        sheet.add_data_validation(rule)
        kept[sheet.title] = made

    def _price(self, sheet: Any, kept: dict[str, dict[str, object]]) -> None:
        sheet["A1"] = "Price"
        sheet.append([])
        sheet.append(["Bidder", "Total price", "Points"])
        prices = (2_300_000, 2_400_000, 2_200_000)
        base = min(prices) if "price-formula" not in self.planted else sum(prices) / 3
        name = self.pick("price-formula", "MIN", "AVERAGE")
        made: dict[str, object] = {}
        for at, price in enumerate(prices, 4):
            sheet.append([f"Bidder {at - 3}", price, f"={name}(B$4:B$6)/B{at}*30"])
            sheet.cell(at, 2).number_format = "£#,##0"
            made[f"C{at}"] = base / price * 30
        kept["Price"] = made

    def files(self) -> dict[str, bytes]:
        return {
            FILES["itt"]: saved(self.itt()), FILES["spec"]: saved(self.spec()),
            FILES["sheet"]: self.sheet(), FILES["terms"]: saved(self.terms()),
        }  # fmt: skip


def write(folder: Path, planted: Iterable[str] = ()) -> list[Path]:
    """Write the pack into a folder; the files, in the order in which somebody would name them."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for name, data in Writer(planted).files().items():
        (folder / name).write_bytes(data)
        made.append(folder / name)
    return made


def saved(doc: Any) -> bytes:
    buffer = io.BytesIO()
    doc.save(buffer)
    return buffer.getvalue()


def big(doc: Any, words: str) -> None:
    run = doc.add_paragraph().add_run(words)
    run.bold, run.font.size = True, Pt(18)


def grid(doc: Any, rows: list[tuple[str, ...]]) -> Any:
    table = doc.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(head.makeelement(qn("w:tblHeader"), {}))
    return table


def merge_down(table: Any, first: int, last: int) -> None:
    words = table.cell(first, 0).text
    table.cell(first, 0).merge(table.cell(last, 0)).text = words


def numbered(doc: Any) -> None:
    """A list of three levels, 1 / 1.1 / (a), as firms have it."""
    numbering = doc.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{shown}"/></w:lvl>'
        for at, (kind, shown) in enumerate((("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)")))
    )
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    ))  # fmt: skip
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _at_level(paragraph: Any, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>'))
    numbers = properties.find(qn("w:numPr"))
    style = properties.find(qn("w:pStyle"))
    if style is not None:
        style.addnext(numbers)


def heading(doc: Any, words: str) -> None:
    _at_level(doc.add_heading(words, 1), 0)


def clause(doc: Any, words: str) -> None:
    _at_level(doc.add_paragraph(words), 1)


def item(doc: Any, words: str) -> None:
    _at_level(doc.add_paragraph(words), 2)


def with_values(book: Any, kept: dict[str, dict[str, object]]) -> bytes:
    """The workbook with the values that a spreadsheet program keeps beside its formulas; openpyxl writes none."""
    buffer = io.BytesIO()
    book.save(buffer)
    made = io.BytesIO()
    names = {f"xl/worksheets/sheet{at}.xml": sheet.title for at, sheet in enumerate(book.worksheets, 1)}
    with zipfile.ZipFile(buffer) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            text = before.read(part)
            values = kept.get(names.get(part, ""), {})
            for address, value in values.items():
                kind = "" if isinstance(value, (int, float)) else ' t="str"'
                pattern = rf'<c r="{address}"([^>]*?)><f>(.*?)</f><v\s*/?>(?:</v>)?</c>'
                text, count = re.subn(pattern.encode(), rf'<c r="{address}"\1{kind}><f>\2</f><v>{value}</v></c>'.encode(), text)
                assert count == 1, (part, address)
            after.writestr(part, text)
    return made.getvalue()
