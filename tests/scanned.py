"""Pages set, drawn and spoiled as a scanner would, and programs that pretend to be Tesseract."""

import io
import os
import random
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PIL", reason="Pillow is not installed (the extra ocr)")

from PIL import Image as Image
from PIL import ImageChops, ImageDraw, ImageFilter, ImageFont, features

ENGLISH = (
    """\
AGREEMENT ON A CESSATION OF HOSTILITIES

between the Government of Maravia and the River Valley Front

The Government of Maravia, represented by the Minister of Defence, and the River Valley \
Front, represented by its political office, hereinafter the Parties, having met in Tellin \
from 3 to 7 March 2019 under the facilitation of the Council of Lakes, agree as follows:

Article 1. Ceasefire

1. The Parties shall cease all hostilities in the province of Upper Tarn from 00:00 on 12 \
March 2019 for a period of ninety days.

2. Each Party shall refrain from any act of reconnaissance, reinforcement or movement of \
heavy weapons within fifteen kilometres of the line of contact described in Annex A.

3. The prohibition of paragraph 2 does not apply to medical evacuation notified to the Joint \
Commission at least six hours in advance.

Article 2. Humanitarian access

1. The road between Tellin and Port Sarre shall be open every day from 07:00 to 17:00 to \
humanitarian convoys, which shall be neither stopped nor searched.

2. The River Valley Front undertakes to allow the repair of the pumping station at Dorn \
within ten days of the entry into force of this Agreement.
""",
    """\
Article 3. Prisoners

1. The Parties shall exchange lists of persons deprived of liberty within seven days. The \
Council of Lakes shall verify the lists.

2. All persons named in both lists shall be released on or before 30 April 2019, the \
wounded, the sick and minors first.

Article 4. Joint Commission

1. A Joint Commission of four members, two appointed by each Party, is hereby established \
under the chair of the Council of Lakes. It shall meet weekly in Tellin.

2. The Commission shall receive complaints of violations, inquire into them within 72 hours, \
and report its findings to both Parties. It has no power to impose penalties.

Article 5. Final provisions

1. This Agreement enters into force upon signature. It may be extended by written consent of \
both Parties for a further sixty days.

2. A Party that wishes to withdraw shall give the other Party and the Council of Lakes \
written notice of fourteen days.

3. Done at Tellin on 7 March 2019 in two originals, each in English and Arabic, both texts \
being equally authentic.

For the Government of Maravia: General Tomas Orel
For the River Valley Front: Secretary Lena Markey
Witnessed by the Council of Lakes: Ambassador Iven Sool
""",
)

ARABIC = (
    """\
اتفاق وقف الأعمال العدائية

بين حكومة مارافيا وجبهة وادي النهر

إن حكومة مارافيا ممثلة بوزير الدفاع، وجبهة وادي النهر ممثلة بمكتبها السياسي، ويشار إليهما \
فيما يلي بالطرفين، وقد اجتمعا في مدينة تلين من 3 إلى 7 آذار 2019 برعاية مجلس البحيرات، اتفقا \
على ما يلي:

المادة الأولى: وقف إطلاق النار

1. يلتزم الطرفان بوقف جميع الأعمال العدائية في محافظة تارن العليا اعتباراً من منتصف ليل 12 \
آذار 2019 لمدة تسعين يوماً.

2. يمتنع كل طرف عن الاستطلاع والتعزيز وعن تحريك الأسلحة الثقيلة ضمن مسافة خمسة عشر كيلومتراً \
من خط التماس المبين في الملحق الأول.

3. لا يسري الحظر الوارد في الفقرة الثانية على الإخلاء الطبي الذي تبلغ به اللجنة المشتركة قبل \
ست ساعات على الأقل.

المادة الثانية: وصول المساعدات الإنسانية

1. يفتح الطريق بين تلين وميناء سار كل يوم من الساعة السابعة صباحاً حتى الخامسة مساءً أمام \
القوافل الإنسانية، ولا يجوز توقيفها ولا تفتيشها.

2. تتعهد جبهة وادي النهر بالسماح بإصلاح محطة الضخ في بلدة دورن خلال عشرة أيام من دخول هذا \
الاتفاق حيز التنفيذ.
""",
    """\
المادة الثالثة: الأسرى والمحتجزون

1. يتبادل الطرفان قوائم الأشخاص المحرومين من حريتهم خلال سبعة أيام، ويتولى مجلس البحيرات \
التحقق منها.

2. يفرج عن جميع من وردت أسماؤهم في القائمتين قبل نهاية نيسان 2019، على أن تكون الأولوية \
للجرحى والمرضى والقاصرين.

المادة الرابعة: اللجنة المشتركة

1. تنشأ بموجب هذا الاتفاق لجنة مشتركة من أربعة أعضاء، يعين كل طرف اثنين منهم، ويرأسها مجلس \
البحيرات، وتجتمع أسبوعياً في تلين.

2. تتلقى اللجنة الشكاوى من الخروقات وتحقق فيها خلال اثنتين وسبعين ساعة وترفع نتائجها إلى \
الطرفين، وليس لها أن تفرض عقوبات.

المادة الخامسة: أحكام ختامية

1. يدخل هذا الاتفاق حيز التنفيذ عند توقيعه، ويجوز تمديده ستين يوماً أخرى بموافقة الطرفين \
الخطية.

2. على الطرف الذي يرغب في الانسحاب أن يبلغ الطرف الآخر ومجلس البحيرات خطياً قبل أربعة عشر \
يوماً.

حرر في تلين في 7 آذار 2019 من نسختين أصليتين، ولكل من النصين العربي والإنكليزي حجية واحدة.

عن حكومة مارافيا: اللواء توماس أوريل
عن جبهة وادي النهر: الأمينة لينا ماركي
شهد على ذلك مجلس البحيرات: السفير إيفن سول
""",
)
"""The two pages of a made-up agreement, in either language."""

_FONTS = {
    "en": (
        "DejaVuSerif.ttf",
        "LiberationSerif-Regular.ttf",
        "NotoSerif-Regular.ttf",
        "DejaVuSans.ttf",
    ),
    "ar": ("NotoNaskhArabic-Regular.ttf", "DejaVuSans.ttf", "Amiri-Regular.ttf"),
}
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))


@cache
def find_font(language: str) -> Path | None:
    """Return a font with the letters of a language, where one is installed."""
    for name in _FONTS[language]:
        for folder in _FOLDERS:
            for path in sorted(folder.rglob(name)):
                return path
    return None


def needed_font(language: str) -> Path:
    """Return a font for a language, or skip the test with the reason."""
    if language == "ar" and not features.check("raqm"):
        pytest.skip("this Pillow cannot shape Arabic (raqm)")
    font = find_font(language)
    if font is None:
        pytest.skip(f"no font for {language!r} is installed here")
    return font


def need_tesseract(*languages: str) -> None:
    """Skip the test with the reason where Tesseract, or its data for a language, is missing."""
    program = shutil.which("tesseract")
    if program is None:
        pytest.skip("tesseract is not installed here")
    told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)
    for language in languages:
        if language not in told.stdout.split():
            pytest.skip(f"tesseract has no data for {language!r} here")


def page_of(
    text: str,
    language: str,
    *,
    font: Path | None = None,
    dpi: int = 300,
    points: float = 11,
    width_in: float = 8.27,
    height_in: float = 11.69,
) -> Image.Image:
    """Return a page with a text set on it, in shades of gray."""
    page = Image.new("L", (int(width_in * dpi), int(height_in * dpi)), 255)
    draw = ImageDraw.Draw(page)
    face = ImageFont.truetype(str(font or needed_font(language)), round(points * dpi / 72))
    is_rtl = language == "ar"
    shaped: dict[str, Any] = {"direction": "rtl", "language": "ar"} if is_rtl else {}
    margin = y = int(0.9 * dpi)
    leading = int(points * 1.45 * dpi / 72)
    for paragraph in text.rstrip("\n").split("\n"):
        lines: list[str] = [""]
        for word in paragraph.split():
            longer = f"{lines[-1]} {word}".strip()
            if draw.textlength(longer, font=face, **shaped) > page.width - 2 * margin:
                lines.append(word)
            else:
                lines[-1] = longer
        for line in lines if paragraph else ():
            place = (page.width - margin, y) if is_rtl else (margin, y)
            draw.text(place, line, font=face, fill=20, anchor="ra" if is_rtl else "la", **shaped)
            y += leading
        y += leading // 4 if paragraph else leading // 2
    assert y < page.height, "the text is longer than the page"
    return page


def spoiled(
    page: Image.Image,
    *,
    skew: float = 0.0,
    scale: float = 1.0,
    blur: float = 0.0,
    noise: int = 0,
    quality: int | None = None,
    seed: int = 1,
) -> Image.Image:
    """Return a page as a poor scanner has it: turned, reduced, blurred, speckled, compressed."""
    if skew:
        page = page.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    if scale != 1.0:
        size = (round(page.width * scale), round(page.height * scale))
        page = page.resize(size, Image.Resampling.LANCZOS)
    if blur:
        page = page.filter(ImageFilter.GaussianBlur(blur))
    if noise:
        grains = random.Random(seed).randbytes(page.width * page.height)  # noqa: S311 - specks
        specks = Image.frombytes("L", page.size, grains)
        page = ImageChops.subtract(
            page, specks.point([abs(n - 128) * noise // 128 for n in range(256)])
        )
    if quality is not None:
        file = io.BytesIO()
        page.save(file, "JPEG", quality=quality)
        page = Image.open(file)
        page.load()
    return page


def written(pages: list[Image.Image], kind: str, *, dpi: int = 300) -> bytes:
    """Return pages as a file: PDF and TIFF hold several."""
    file = io.BytesIO()
    first, *others = pages
    several = {"save_all": True, "append_images": others} if others else {}
    options = {"resolution": dpi} if kind == "PDF" else {"dpi": (dpi, dpi)}
    first.save(file, kind, **several, **options)
    return file.getvalue()


def edits(wanted: str, found: str) -> int:
    """Return how many letters must be put in, taken out or changed to get from one to the other.

    Source:
        Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances (2003).
    """
    if not wanted or not found:
        return max(len(wanted), len(found))
    places: dict[str, int] = {}
    for place, char in enumerate(wanted):
        places[char] = places.get(char, 0) | 1 << place
    mask, last = (1 << len(wanted)) - 1, 1 << (len(wanted) - 1)
    up, down, distance = mask, 0, len(wanted)
    for char in found:
        equal = places.get(char, 0)
        across = equal | down
        equal = (((equal & up) + up) ^ up) | equal
        more, fewer = down | ~(equal | up) & mask, up & equal
        distance += bool(more & last) - bool(fewer & last)
        more, fewer = (more << 1 | 1) & mask, (fewer << 1) & mask
        up, down = fewer | ~(across | more) & mask, more & across
    return distance


def error_rate(wanted: str, found: str) -> float:
    """Return the share of the letters of a text that were recognized wrongly, white space alike."""
    plain, other = " ".join(wanted.split()), " ".join(found.split())
    return edits(plain, other) / len(plain)


TSV_HEAD = (
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight"
    "\tconf\ttext\n"
)


def tsv(*lines: str, confidence: float = 96.5, left: int = 10, top: int = 10) -> str:
    """Return the answer of Tesseract for some lines, each letter ten pixels wide, a line forty."""
    rows = [TSV_HEAD]
    for number, line in enumerate(lines, start=1):
        y, x = top + 40 * (number - 1), left
        rows.append(f"4\t1\t1\t1\t{number}\t0\t{x}\t{y}\t{10 * len(line)}\t30\t-1\t\n")
        for place, word in enumerate(line.split(" "), start=1):
            row = ("5", "1", "1", "1", number, place, x, y, 10 * len(word), 30, confidence, word)
            rows.append("\t".join(map(str, row)) + "\n")
            x += 10 * (len(word) + 1)
    return "".join(rows)


def pretend(folder: Path, answer: str, *, languages: str = "ara eng", setup: str = "") -> Path:
    """Write a program `tesseract` into a folder that answers as it is told, and return its path.

    Args:
        folder: Where; to be put on the path.
        answer: Shell commands that answer for a page, with its picture on standard input.
        languages: What it has data for.
        setup: Shell commands before everything else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tesseract"
    listed = "\n".join(languages.split())
    path.write_text(
        "#!/bin/sh\n"
        f"{setup}\n"
        'case "$1" in\n'
        "--version) echo 'tesseract 5.9.9'; exit 0;;\n"
        f"--list-langs) printf 'List of available languages (2):\\n{listed}\\n'; exit 0;;\n"
        "esac\n"
        f"{answer}\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return path


def saying(folder: Path, *answers: str) -> str:
    """Return shell commands that give one answer after another, and the last one from then on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, answer in enumerate(answers):
        (folder / f"answer-{number}").write_text(answer, encoding="utf-8")
    return (
        f"cat > /dev/null; cd '{folder}'; n=$(cat count 2>/dev/null || echo 0);"
        f" echo $((n + 1)) > count; [ $n -lt {len(answers)} ] || n={len(answers) - 1};"
        " cat answer-$n"
    )


def on_path(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Put a folder in front of everything on the path."""
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
