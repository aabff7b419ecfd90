"""Faults planted in a sound flow: each a small edit, the place it must be found at, and the words it is told in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

SOUND = Path(__file__).with_name("sound.yaml").read_text(encoding="utf-8")
SIZES = {"paper.fr.pdf": 1000, "paper.en.pdf": 1000}


@dataclass(frozen=True, slots=True)
class Fault:
    """`old` becomes `new`; the fault stands where `at` stands in the edited file (the first of them after `after`)."""

    name: str
    old: str
    new: str
    at: str
    french: str
    english: str
    after: str = ""
    sizes: dict[str, int] = field(default_factory=lambda: dict(SIZES))

    @property
    def text(self) -> str:
        """The edited file."""
        assert SOUND.count(self.old) == 1, f"{self.name}: “{self.old}” stands {SOUND.count(self.old)} times in the flow"
        return SOUND.replace(self.old, self.new)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column, from 1."""
        begin = self.text.index(self.after)
        where = self.text.index(self.at, begin)
        return self.text.count("\n", 0, where) + 1, where - (self.text.rfind("\n", 0, where) + 1) + 1


_OPTIONS = "".join(f"\n      - value: v{i}\n        label: {{fr: F{i}, en: E{i}}}" for i in range(24))

FAULTS = [
    Fault(
        "an unknown key, with the one that was meant",
        "    hint: {fr: Choisissez, en: Choose}",
        "    hnt: {fr: Choisissez, en: Choose}",
        "hnt:",
        "« hnt » n’existe pas ici — vouliez-vous dire « hint » ?",
        "there is no “hnt” here — did you mean “hint”?",
    ),
    Fault(
        "an unknown key at the top",
        "currency: EUR",
        "curency: EUR",
        "curency",
        "vouliez-vous dire « currency » ?",
        "did you mean “currency”?",
    ),
    Fault(
        "an unknown question to go to",
        "go: howmany",
        "go: how-many",
        "go: how-many",
        "aucune question ne s’appelle « how-many » — vouliez-vous dire « howmany » ?",
        "no question is called “how-many” — did you mean “howmany”?",
    ),
    Fault(
        "an unknown question in a condition",
        "when: {money: {at_least: 100}}",
        "when: {monney: {at_least: 100}}",
        "monney",
        "aucune question ne s’appelle « monney » — vouliez-vous dire « money » ?",
        "no question is called “monney” — did you mean “money”?",
    ),
    Fault(
        "an unknown question within any",
        "{howmany: {at_least: 100}}]",
        "{howmuch: {at_least: 100}}]",
        "howmuch",
        "aucune question ne s’appelle « howmuch »",
        "no question is called “howmuch”",
    ),
    Fault(
        "an unknown option",
        "when: {wish: cheese}",
        "when: {wish: chese}",
        "wish: chese",
        "« chese » n’est pas une réponse de la question « wish » — vouliez-vous dire « cheese » ?",
        "“chese” is not an answer of the question “wish” — did you mean “cheese”?",
    ),
    Fault(
        "an unknown answer of a kind that has its own",
        "{decider: self}",
        "{decider: me}",
        "decider: me",
        "« me » n’est pas une réponse de la question « decider »",
        "“me” is not an answer of the question “decider”",
    ),
    Fault(
        "a missing translation",
        "label: {fr: Du pain, en: Bread}",
        "label: {fr: Du pain}",
        "label: {fr: Du pain}",
        "il manque le texte en « en » pour « label »",
        "the text in “en” is missing for “label”",
    ),
    Fault(
        "a missing translation of the opening",
        "  en: [Hello]\n",
        "",
        "opening",
        "il manque le texte en « en » pour « opening »",
        "the text in “en” is missing for “opening”",
    ),
    Fault(
        "a translation too many",
        "title: {fr: Essai, en: Trial}",
        "title: {fr: Essai, en: Trial, nl: Proef}",
        "nl: Proef",
        "la langue « nl » n’est pas dans « languages »",
        "the language “nl” is not among “languages”",
    ),
    Fault(
        "a language that nobody speaks",
        "languages: [fr, en]",
        "languages: [fr, en, xx]",
        "xx]",
        "« xx » n’est pas possible ici ; possibles : fr, en",
        "“xx” is not possible here; possible: fr, en",
    ),
    Fault(
        "a kind that there is not",
        "kind: timing",
        "kind: timming",
        "kind: timming",
        "« timming » n’est pas possible ici",
        "“timming” is not possible here",
    ),
    Fault(
        "two questions of one name",
        "  - id: howmany",
        "  - id: wish",
        "id: wish",
        "« wish » est déjà pris",
        "“wish” is taken already",
        after="go: howmany",
    ),
    Fault(
        "two options of one value",
        "- value: bread",
        "- value: cheese",
        "value: cheese",
        "« cheese » est déjà pris",
        "“cheese” is taken already",
        after="[brie]}\n",
    ),
    Fault(
        "a key given twice",
        "    optional: true\n",
        "    optional: true\n    optional: false\n",
        "optional: false",
        "« optional » est donné deux fois",
        "“optional” is given twice",
    ),
    Fault(
        "a choice without options",
        "kind: number",
        "kind: multi-choice",
        "id: howmany",
        "la question « howmany » n’a pas de réponses à proposer",
        "the question “howmany” has no answers to offer",
    ),
    Fault(
        "options of a question that shows none",
        "    kind: email\n",
        "    kind: email\n    options: [{value: a, label: {fr: A, en: A}}]\n",
        "options: [{value: a",
        "la question « email » est du genre email, qui n’a pas d’options",
        "the question “email” is of kind email, which has no options",
    ),
    Fault(
        "a reserved word for a question",
        "  - id: letters",
        "  - id: end",
        "id: end",
        "« end » est un mot réservé",
        "“end” is a reserved word",
    ),
    Fault(
        "a name with capitals",
        "  - id: soon",
        "  - id: Soon!",
        "id: Soon!",
        "« Soon! » : un nom s’écrit en minuscules",
        "“Soon!”: a name is written in lower-case letters",
    ),
    Fault(
        "a question that no path leads to",
        "      - go: howmany",
        "      - go: money",
        "id: howmany",
        "aucun chemin ne mène à la question « howmany »",
        "no path leads to the question “howmany”",
        after="go: money",
    ),
    Fault(
        "a dead end",
        "      - go: howmany\n",
        "      - when: {wish: cheese}\n        go: howmany\n",
        "next:",
        "après « wish », certaines réponses ne mènent nulle part",
        "after “wish”, some answers lead nowhere",
    ),
    Fault(
        "a personal question before consent",
        "        go: gate\n",
        "        go: email\n",
        "id: email",
        "« email » est personnelle et peut être posée avant l’accord",
        "“email” is personal and can be asked before consent",
    ),
    Fault(
        "a band that no path reaches",
        "hot: {points: 70, intent: 20}",
        "hot: {points: 70, intent: 40}",
        "hot: {points: 70",
        "aucun chemin n’atteint la catégorie « hot »",
        "no path reaches the band “hot”",
    ),
    Fault(
        "a rule that no path fulfils",
        "when: {wish: cheese}",
        "when: {wish: nothing, money: {at_least: 100}}",
        "id: likes-cheese",
        "aucun chemin ne remplit la règle « likes-cheese »",
        "no path fulfils the rule “likes-cheese”",
    ),
    Fault(
        "a disqualifying fact that no path fulfils",
        "when: {wish: nothing}\n    because",
        "when: {wish: nothing, date: none}\n    because",
        "code: wants-nothing",
        "aucun chemin ne remplit le motif d’exclusion « wants-nothing »",
        "no path fulfils the disqualifying fact “wants-nothing”",
    ),
    Fault(
        "a magnet that no path gives",
        'when: {letters: "yes"}\n    bands: [hot, warm]',
        'when: {letters: "yes", gate: "no"}\n    bands: [hot, warm]',
        "id: code",
        "aucun chemin ne donne l’aimant « code »",
        "no path gives the magnet “code”",
    ),
    Fault(
        "a circle",
        "    ask: {fr: Qui décide, en: Who decides}\n",
        "    ask: {fr: Qui décide, en: Who decides}\n    next: [{go: money}]\n",
        "go: money}",
        "de « decider » on revient à « money »",
        "from “decider” one comes back to “money”",
    ),
    Fault(
        "a label longer than a button",
        "label: {fr: Du pain, en: Bread}",
        "label: {fr: Du pain, en: " + "Bread " * 13 + "}",
        "en: Bread Bread",
        "ce texte a 77 caractères ; les canaux en acceptent 75 au plus",
        "this text has 77 characters; the channels accept 75 at most",
    ),
    Fault(
        "a text longer than a message",
        "ask: {fr: Combien, en: How many}",
        "ask: {fr: Combien, en: " + "many " * 601 + "}",
        "en: many",
        "« en » dépasse 3000 caractères",
        "“en” is longer than 3000 characters",
    ),
    Fault(
        "a consent text too long to be asked with its question",
        "en: Your data is used to answer.}",
        "en: " + "data " * 520 + "}",
        "en: data",
        "ce texte a 2599 caractères ; les canaux en acceptent 2500 au plus",
        "this text has 2599 characters; the channels accept 2500 at most",
    ),
    Fault(
        "more options than a keyboard has room for",
        "        label: {fr: Rien, en: Nothing}",
        "        label: {fr: Rien, en: Nothing}" + _OPTIONS,
        "options:",
        "« wish » a 27 réponses ; un clavier en montre 25 au plus",
        "“wish” has 27 answers; a keyboard shows 25 at most",
    ),
    Fault(
        "a file that is not there",
        "en: paper.en.pdf",
        "en: papers.en.pdf",
        "en: papers",
        "le fichier « papers.en.pdf » n’existe pas",
        "there is no file “papers.en.pdf”",
    ),
    Fault(
        "a file of a type that no browser opens",
        "en: paper.en.pdf",
        "en: paper.en.exe",
        "en: paper.en.exe",
        "« paper.en.exe » : ce type de fichier n’est pas reconnu",
        "“paper.en.exe”: this type of file is not known",
    ),
    Fault(
        "mailed to what is no e-mail question",
        "mailed_to: email",
        "mailed_to: letters",
        "mailed_to",
        "« letters » n’est pas une question du genre email",
        "“letters” is not a question of kind email",
    ),
    Fault(
        "mailed without a purpose",
        "    purpose: answer\n",
        "",
        "id: paper",
        "l’aimant « paper » est envoyé par e-mail : dites sous quelle finalité",
        "the magnet “paper” is sent by e-mail: say under which purpose",
    ),
    Fault(
        "an unknown purpose of a question",
        "grants: news",
        "grants: newz",
        "grants: newz",
        "la finalité « newz » n’est pas définie dans « consent » — vouliez-vous dire « news » ?",
        "the purpose “newz” is not defined under “consent” — did you mean “news”?",
    ),
    Fault(
        "an unknown purpose of a magnet",
        "    purpose: answer\n",
        "    purpose: anser\n",
        "purpose: anser",
        "la finalité « anser » n’est pas définie",
        "the purpose “anser” is not defined",
    ),
    Fault(
        "a magnet with neither file nor code",
        "    code: BRIE-10\n",
        "",
        "id: code",
        "l’aimant « code » doit donner soit des fichiers, soit un code",
        "the magnet “code” must give either files or a code",
    ),
    Fault(
        "points that are no number",
        "points: 30\n    because",
        "points: thirty\n    because",
        "points: thirty",
        "« points » doit être un nombre, pas « thirty »",
        "“points” must be a number, not “thirty”",
    ),
    Fault(
        "a bound that is no number",
        "{money: {at_least: 100}}",
        "{money: {at_least: a lot}}",
        "at_least: a lot",
        "« at_least » doit être un nombre, pas « a lot »",
        "“at_least” must be a number, not “a lot”",
    ),
    Fault(
        "a bound without end",
        "{within_days: 30}",
        "{within_days: inf}",
        "within_days: inf",
        "« within_days » doit être un nombre, pas « inf »",
        "“within_days” must be a number, not “inf”",
    ),
    Fault(
        "more days than the calendar has",
        "{within_days: 30}",
        "{within_days: 99999999}",
        "within_days: 99999999",
        "« within_days » doit être un nombre, pas « 99999999 »",
        "“within_days” must be a number, not “99999999”",
    ),
    Fault(
        "a condition that does not fit the kind",
        "{date: {within_days: 30}}",
        "{date: {at_least: 30}}",
        "at_least: 30}",
        "« at_least » ne peut pas s’appliquer à « date », du genre timing",
        "“at_least” cannot be applied to “date”, which is of kind timing",
    ),
    Fault(
        "a value of a question that has none to compare with",
        "{wish: nothing}\n    because",
        "{email: nothing}\n    because",
        "email: nothing",
        "« nothing » ne peut pas s’appliquer à « email », du genre email",
        "“nothing” cannot be applied to “email”, which is of kind email",
    ),
    Fault(
        "none of what is always something",
        "when: {wish: cheese}",
        "when: {wish: none}",
        "wish: none",
        "« none » ne peut pas s’appliquer à « wish », du genre choice",
        "“none” cannot be applied to “wish”, which is of kind choice",
    ),
    Fault(
        "a branch that hides the next",
        "      - when: {wish: nothing}\n        go: gate\n      - go: howmany",
        "      - go: howmany\n      - when: {wish: nothing}\n        go: gate",
        "go: howmany",
        "cette suite de « wish » n’a pas de condition et cache les suivantes",
        "this way on from “wish” has no condition and hides those after it",
    ),
    Fault(
        "a question that asks for nothing",
        "    ask: {fr: Combien, en: How many}\n",
        "",
        "id: howmany",
        "il manque « ask »",
        "“ask” is missing",
    ),
    Fault(
        "no ending for those who decline",
        "  declined: {fr: Très bien, en: All right}\n",
        "",
        "endings:",
        "il manque « declined »",
        "“declined” is missing",
    ),
    Fault(
        "true or false, but said otherwise",
        "    optional: true\n",
        "    optional: perhaps\n",
        "optional: perhaps",
        "« optional » doit être true ou false, pas « perhaps »",
        "“optional” must be true or false, not “perhaps”",
    ),
    Fault(
        "a list where there is none",
        "    purposes: [answer]\n",
        "    purposes: answer\n",
        "purposes: answer\n",
        "« purposes » doit être une liste",
        "“purposes” must be a list",
    ),
    Fault(
        "a French question mark that YAML takes for its own",
        "{fr: Combien, en: How many}",
        "{fr: Combien ?, en: How many}",
        "?, en: How many",
        "un texte avec « : », « ? » ou « # » demande des guillemets",
        "a text with “:”, “?” or “#” needs quotes",
    ),
    Fault(
        "YAML that is none",
        "title: {fr: Essai, en: Trial}",
        "title: {fr: Essai, en: Trial",
        ":\n  fr: [Bonjour]",
        "n’est pas fermé comme il faut",
        "is not closed as it should be",
    ),
]
