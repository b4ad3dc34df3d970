"""Numbers as word processors write them in front of list entries."""

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_COUNTING = """chineseCounting chineseCountingThousand taiwaneseCounting taiwaneseCountingThousand japaneseCounting
ideographDigital chineseDigital taiwaneseDigital japaneseDigitalTenThousand koreanCounting"""
_CHINESE = set(_COUNTING.split())
_DIGITAL = {"ideographDigital", "chineseDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}
_LEGAL_FORMS = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_ENCLOSED = {  # form → its character for 1, and how many there are
    "decimalEnclosedCircle": ("①", 20),
    "decimalEnclosedCircleChinese": ("①", 20),
    "decimalEnclosedParen": ("⑴", 20),
    "decimalEnclosedFullstop": ("⒈", 20),
    "ideographEnclosedCircle": ("㊀", 10),
}


def numeral(number: int, form: str) -> str:
    """A number in one of the forms of WordprocessingML (`ST_NumberFormat`); one that is not known is decimal."""
    if form in _ENCLOSED and 1 <= number <= _ENCLOSED[form][1]:
        return chr(ord(_ENCLOSED[form][0]) + number - 1)
    if form in _DIGITAL and number > 10:
        return "".join(_DIGITS[int(d)] for d in str(number))
    if form in _CHINESE and number >= 0:
        return chinese(number)
    if form in _LEGAL_FORMS and 0 < number < 100:
        return _legal(number)
    if form in ("ideographTraditional", "ideographZodiac") and number > 0:
        row = _STEMS if form == "ideographTraditional" else _BRANCHES
        return row[(number - 1) % len(row)]
    return _western(number, form)


def _western(number: int, form: str) -> str:
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return (letters if form == "lowerLetter" else letters.upper())[:20]
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = _roman(number)
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    if form in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord("０") + int(d)) for d in str(max(number, 0)))
    return str(number)


def chinese(number: int) -> str:
    """A number in Chinese numerals as items are numbered: 十一, 二十, 一百零三."""
    if number < 10:
        return "零" if number == 0 else _DIGITS[number]
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    if number < 100:
        return _DIGITS[number // 10] + "十" + (_DIGITS[number % 10] if number % 10 else "")
    if number < 1000:
        rest = number % 100
        tail = "" if not rest else ("零" + _DIGITS[rest] if rest < 10 else _DIGITS[rest // 10] + "十" + _DIGITS[rest % 10])
        return _DIGITS[number // 100] + "百" + (tail if rest % 10 or rest < 10 else tail[:-1])
    return str(number)


def _legal(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_LEGAL[tens] + "拾" if tens else "") + (_LEGAL[ones] if ones else "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
