"""What the status of a record means, in the words that teams use.

A word that is not in the table is never guessed: whoever wrote it has decided something, so that nothing of the record is
changed, and it is shown as it stands.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

Status = Literal["", "proposed", "accepted", "rejected", "deprecated", "superseded", "on hold"]
"""`deprecated` is no longer in force, or never came to be, with nothing named in its place; `on hold` is neither decided nor
being worked on; empty: none is stated, or it is not understood."""

LONGEST: Final = 500
"""Characters of a status that are read: a longer one is none."""

LONGEST_NAME: Final = 40
MOST_PARTS: Final = 12
"""Lines of a status, and parts of a line, that are looked at."""

# A word that ends with an asterisk stands for all its endings. Accents and case do not count.
_TABLE: dict[Status, str] = {
    "proposed": """
        proposed, proposal, draft, drafted, pending, open, in review, under review, in discussion,
        under discussion, being discussed, work in progress, wip, rfc, request for comments, to be decided,
        to be discussed, tbd, todo, undecided, not decided, not yet *, awaiting *, last call, candidate, review,
        ready for review, needs review, needs revision, new, idea, not accepted yet, not approved yet, initial draft,
        vorgeschlagen*, vorschlag, entwurf, in arbeit, in bearbeitung, in prufung, in diskussion, zur diskussion,
        in abstimmung, offen, noch nicht *, ausstehend,
        propose, proposee, proposition, brouillon, en discussion, en revue, en cours de *, a discuter, a valider, ebauche,
        propuest*, propuesta, borrador, pendiente, en revision, en discusion, por decidir,
        propost*, rascunho, pendente, em revisao, em discussao, em analise,
        предлож*, на рассмотрении, черновик, обсужд*, на обсуждении, на согласовании, проект, ожидает*,
        еще не *,
        提案*, 草案*, 下書き, 検討中, 議論中, レビュー中, 未承認, 未決定, 未決, ドラフト,
        提议*, 提議*, 提出*, 建议*, 草稿, 待定, 待审*, 待審*, 讨论中, 討論中, 审核中, 审查中, 评审中, 未决*,
        制定中, 拟议*, 擬議*,
        proposto, proposta, bozza, in attesa, voorgesteld, concept, zaproponowan*, 제안*, 초안, 검토*
    """,
    "accepted": """
        accept, accepted, approve, approved, adopted, decided, agreed, ratified, confirmed, final, finalised, finalized,
        implemented, implementation complete, partially implemented, partly implemented, being implemented, active, done,
        complete, completed, in force, in effect, effective, in use, valid, current, living, committed, resolved, signed off,
        shipped, released, delivered, amended, standing,
        partly superseded, partially superseded, superseded in part, partly replaced, partially replaced,
        akzeptiert*, angenommen*, beschlossen*, entschieden*, genehmigt*, freigegeben*, verabschiedet*, bestatigt*,
        umgesetzt*, gultig, in kraft, aktiv, abgeschlossen*, erganzt, geandert, teilweise ersetzt, teilweise abgelost,
        accepte, acceptee, approuve, approuvee, adopte, adoptee, valide, validee, decide, decidee, en vigueur, actif, active,
        implemente, implementee, mis en oeuvre, mise en oeuvre, mis en œuvre, ratifie, retenu, retenue, applique,
        partiellement remplace*, amende, amendee,
        aceptad*, aprobad*, adoptad*, decidid*, acordad*, vigente, en vigor, activo, activa, implementad*, validad*,
        modificad*, parcialmente reemplazad*, parcialmente sustituid*,
        aceit*, aprovad*, adotad*, em vigor, ativo, ativa, concluid*, parcialmente substituid*,
        принят*, утвержд*, одобр*, соглас*, решено, действует, действующ*, реализован*, внедрен*, в силе, выполнен*,
        частично замен*,
        承認, 承認済*, 採用, 採用済*, 採択*, 決定, 決定済*, 確定*, 合意*, 有効,
        実装済*, 受け入れ*, 了承*, 可決, 一部置き換え*,
        接受*, 已接受, 采纳*, 已采纳, 採納*, 已採納, 采用*, 已采用, 採用*, 已採用, 通过*, 已通过, 通過*, 已通過, 批准*,
        已批准, 同意, 已同意, 已决定, 已決定, 决定, 已实施, 已實施, 已实现, 已實現, 生效*, 已生效, 有效,
        已确认, 已確認, 部分取代*, 部分替代*,
        accettat*, approvat*, geaccepteerd, aanvaard, zaakceptowan*, przyjet*, 승인*, 채택*, 결정*
    """,
    "rejected": """
        reject, rejected, declined, denied, refused, not accepted, not approved, not adopted, unaccepted, never accepted,
        turned down, dismissed, vetoed, no go, decided against, will not do, wont do, won't do, wontfix,
        abgelehnt*, verworfen*, zuruckgewiesen*, nicht akzeptiert*, nicht angenommen*, nicht genehmigt*,
        rejete, rejetee, refuse, refusee, non retenu*, non accepte*, non approuve*, ecarte, ecartee,
        rechazad*, descartad*, no aceptad*, no aprobad*, denegad*, rejeitad*, recusad*, nao aceit*, nao aprovad*,
        отклон*, отверг*, не принят*, не утвержд*, не одобр*,
        却下*, 否認*, 不採用*, 否決*, 拒否*, 不承認, 棄却*,
        拒绝*, 已拒绝, 拒絕*, 已拒絕, 否决*, 已否决, 已否決, 驳回*, 已驳回, 不采纳, 不接受, 未采纳, 未通过, 未通過, 未被采纳,
        rifiutat*, respint*, afgewezen, verworpen, odrzucon*, 거부*, 기각*, 반려*
    """,
    "deprecated": """
        deprecated, obsolete, obsoleted, outdated, historic, historical, withdrawn, retracted, revoked, reverted,
        rolled back, rescinded, cancelled, canceled, abandoned, discarded, retired, expired, archived, inactive,
        void, invalid, invalidated, no longer *, not valid, not in force, dropped, removed, discontinued, moot, undone,
        veraltet*, uberholt*, zuruckgezogen*, außer kraft*, ausser kraft*, obsolet*, abgekundigt*, aufgehoben*, ungultig,
        widerrufen*, nicht mehr *, hinfallig, archiviert,
        obsolete, deprecie, depreciee, abandonne, abandonnee, retire, retiree, perime, perimee, caduc, caduque, abroge*,
        annule, annulee, plus en vigueur, archive, archivee,
        obsolet*, deprecad*, retirad*, descatalogad*, abandonad*, anulad*, cancelad*, revertid*, derogad*, caducad*,
        depreciad*, descontinuad*, revogad*, arquivad*,
        устар*, отменен*, отозван*, неактуал*, не действует, недействит*, утратил*, архив*,
        非推奨*, 廃止*, 無効*, 撤回*, 取り下げ*, 失効*, 破棄*, 廃案,
        废弃*, 已废弃, 廢棄*, 已廢棄, 弃用*, 已弃用, 棄用*, 已棄用, 过时*, 已过时, 過時*, 废止*, 已废止, 廢止*, 撤回*,
        已撤回, 撤销*, 已撤销, 作废*, 已作废, 失效*, 已失效, 取消*, 已取消, 已归档, 不再*,
        obsoleto, deprecato, ritirat*, verouderd, ingetrokken, przestarzal*, wycofan*, 폐기*, 사용 중단*, 철회*
    """,
    "superseded": """
        superseded, superceded, superseeded, replaced, overtaken, obsoleted by *, overridden by *, superseded by *,
        superceded by *, replaced by *, replaced with *, invalidated by *, succeeded by *, deprecated in favor of *,
        deprecated in favour of *, deprecated by *,
        ersetzt*, abgelost*, remplace par *, remplacee par *, remplace, remplacee, supplante, supplantee,
        reemplazad*, sustituid*, substituid*, superad*, sostituit*, superat*, vervangen*, zastapion*,
        замен*, замещен*, вытеснен*,
        置き換え*, 置換*, 差し替え*, 代替*, 後継*,
        取代*, 已取代, 被取代*, 已被取代*, 替代*, 已替代, 被替代*, 已被替代*, 代替*, 被代替, 已被*取代,
        已被*替代, 由*取代, 被*取代, 被*替代, 대체*
    """,
    "on hold": """
        on hold, hold, paused, parked, postponed, deferred, delayed, suspended, stalled, stagnant, blocked, on ice, shelved,
        zuruckgestellt*, pausiert*, verschoben*, aufgeschoben*, ruht, ausgesetzt*,
        en attente*, en pause, suspendu*, reporte, reportee, differe*, ajourne*,
        en espera, en pausa, suspendid*, aplazad*, pospuest*, em espera, em pausa, suspens*, adiad*,
        отложен*, приостановлен*, заморожен*, на паузе,
        保留*, 延期*, 中断*, 一時停止*, 搁置*, 已搁置, 擱置*, 暂停*, 暫停*, 推迟*, 暂缓*, 挂起*,
        sospes*, rinviat*, uitgesteld, wstrzyman*, 보류*
    """,
}

_SUCCEEDED: Final[frozenset[Status]] = frozenset({"superseded", "deprecated"})
"""What may still be said behind another word: accepted, later superseded."""

_MARKS = re.compile(r"<!--.*?-->|~~.*?~~|!\[[^\]]*\]\([^)]*\)|<[^<>]*>", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)|:\w+:`([^`<]*)[^`]*`")
_ASIDE = re.compile(r"\([^()]*\)")
_PARTS = re.compile(r"[.;:,\n()]|\s[-–—·|]+\s|\s(?:and|but|then|und|et|y|e|и)\s|[。、，；：（）·|]")
_CHOICE = re.compile(r"\s*[|/]\s*")
_ARROW = re.compile(r"\s*(?:->|=>|→|⇒|➔|➜)\s*")
_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}")
_BEFORE = re.compile(
    r"(?:(?:status|state|adr|this|record|decision|is|was|are|were|has|have|had|been|be|now|currently|later|since|also|"
    r"then|the|finally|fully|formally|already|ist|wurde|jetzt|spater|est|ete|esta|foi|fue|был[аои]?|позже|теперь):?\s+)*"
)


@functools.lru_cache(4096)
def status_of(said: str) -> Status:
    """What a status means, whatever it is dressed in; empty when it is none of the usual ones, or several at once."""
    text = _plain(said[:LONGEST])
    lines = [line for each in text.split("\n")[:MOST_PARTS] if (line := each.strip(" \t-*+>#|."))]
    if not lines:
        return ""
    if _is_choice(text):
        return ""
    dated = [(day[0], meant) for line in lines if (day := _DAY.search(line)) and (meant := _of_line(line)[0])]
    if len(dated) == len(lines) > 1:
        return max(dated)[1] if len({day for day, _ in dated}) == len(dated) else _agreed(dated)
    first, *others = [_of_line(line) for line in lines]
    status = first[0]
    for begins, later in others:
        if begins and begins not in (status, *_SUCCEEDED) and status not in _SUCCEEDED:
            return ""  # proposed in one line and accepted in another: which of them holds is not said
        later = begins if begins in _SUCCEEDED else later
        if later and status:
            status = later if status != "superseded" else status
    return first[1] or status


def _agreed(dated: Sequence[tuple[str, Status]]) -> Status:
    meant = {status for _, status in dated}
    return meant.pop() if len(meant) == 1 else ""


def _of_line(line: str) -> tuple[Status, Status]:
    """What a line begins with, and what it says behind that has overtaken it."""
    steps = [step for step in _ARROW.split(line) if step]
    if len(steps) > 1 and all(_begins(step) for step in steps[:1]) and (last := _begins(steps[-1])):
        return last, ""
    bare = _DAY.sub(" ", line)
    parts = [part for part in map(_worded, _PARTS.split(bare, MOST_PARTS)) if part]
    if not parts:
        return "", ""
    first = _begins(" ".join(_worded(bare).split())) or _begins(parts[0])
    if not first:
        return "", ""
    behind = next((meant for part in parts[1:] if (meant := _begins(part)) in _SUCCEEDED), "")
    return first, behind if first != "superseded" else ""  # type: ignore[return-value]


def _begins(text: str) -> Status:
    """The meaning of the longest known word that a text begins with."""
    text = _worded(text)
    text = text[_BEFORE.match(text).end() :] or text  # type: ignore[union-attr]
    return next((status for entry, status in _known().get(text[:1], ()) if _fits(entry, text)), "")


def _is_choice(text: str) -> bool:
    """Whether the text still offers several statuses to choose from, as templates do."""
    if "{" in text and "|" in text:
        return True
    meant = [_begins(each) for each in _CHOICE.split(text.strip(" []{}\"'")) if each.strip()]
    return len(meant) > 1 and len({each for each in meant if each}) > 1


def _plain(said: str) -> str:
    """Lower case, without accents, links' addresses, comments, what is struck out, emoji and emphasis."""
    text = _LINK.sub(lambda found: found[1] or found[2] or "", _MARKS.sub(" ", said))
    text = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    text = "".join(each for each in text if unicodedata.category(each) not in ("Mn", "So", "Sk", "Cf"))
    return re.sub(r"[*_`\"“”„«»❌✔✗✘❓❔⌛]", "", unicodedata.normalize("NFC", text))


def _worded(text: str) -> str:
    return " ".join(_ASIDE.sub(" ", text).strip(" \t-*+>#|[]{}'.:,;!?—–·…【】「」").split())


@functools.cache
def _known() -> dict[str, list[tuple[str, Status]]]:
    """By its first letter every entry of the table, the longest first."""
    found: dict[str, list[tuple[str, Status]]] = {}
    for status, words in _TABLE.items():
        for each in map(_plain_entry, words.split(",")):
            found.setdefault(each[0], []).append((each, status))
    for entries in found.values():
        entries.sort(key=lambda entry: (-len(entry[0].rstrip("*")), entry[0]))
    return found


def _plain_entry(words: str) -> str:
    text = unicodedata.normalize("NFKD", " ".join(words.split()).lower())
    kept = "".join(each for each in text if unicodedata.category(each) != "Mn")
    return unicodedata.normalize("NFC", kept)


def _fits(entry: str, text: str) -> bool:
    """Whether a text begins with an entry: with a whole word, with one of its forms (*), or with the word and more."""
    stem, star, behind = entry.partition("*")
    if not text.startswith(stem):
        return False
    if behind:  # 被…取代: what stands in its place may be named in between
        return behind in text[len(stem) : len(stem) + LONGEST_NAME]
    if star:
        return not stem.endswith(" ") or len(text) > len(stem)
    return len(text) == len(stem) or not (text[len(stem)].isalnum() or text[len(stem)] == "_")
