"""The flows in use: by name as they are now, and by edition as they were when a conversation began."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from adapters.channels.contract import UnknownFlow
from bot.checking import flow_files, name_twice, read_text, sizes_in
from flows.flow import Flow
from flows.loading import edition_of, read_flow
from flows.problems import FlowProblems, Problem, nearest
from flows.scoring import Line
from flows.texts import pick
from storage import editions
from storage.database import Database


class BadFlows(Exception):
    """Flow files that cannot be used: the problems of each, by path."""

    def __init__(self, problems: dict[Path, tuple[Problem, ...]]) -> None:
        super().__init__(", ".join(str(path) for path in problems))
        self.problems = problems


@dataclass(slots=True)
class Shelf:
    """Flows by name, and by edition; texts are kept so that an edition outlives its file.

    `mails` is whether mail can be sent: a flow that cannot be mailed from promises no mail.
    """

    mails: bool = True
    by_name: dict[str, Flow] = field(default_factory=dict)
    by_edition: dict[str, Flow] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, folders: Iterable[Path], *, mails: bool = True) -> Shelf:
        """Every *.yaml of the folders, a later folder before an earlier; raises BadFlows with all that is wrong."""
        shelf = cls(mails)
        bad: dict[Path, tuple[Problem, ...]] = {}
        for folder in folders:
            sizes, names = sizes_in(folder), dict[str, str]()
            for path in flow_files(folder):
                try:
                    text = read_text(path)
                    flow = read_flow(text, sizes, str(folder.resolve()))[0]
                    if names.setdefault(flow.name, path.name) != path.name:
                        raise FlowProblems([name_twice(flow.name, names[flow.name])])
                    shelf.add(flow, text)
                except FlowProblems as error:
                    bad[path] = error.problems
        if bad:
            raise BadFlows(bad)
        return shelf

    def add(self, flow: Flow, text: str) -> None:
        """Put a flow on the shelf as the current one of its name."""
        self.by_name[flow.name] = self.by_edition[flow.edition] = replace(flow, mails=self.mails)
        self.texts[flow.edition] = text

    def named(self, name: str) -> Flow:
        """The current flow of a name; raises UnknownFlow."""
        flow = self.by_name.get(name)
        if flow is None:
            raise UnknownFlow(name, nearest(name, self.by_name))
        return flow

    async def edition(self, db: Database, edition: str) -> Flow:
        """The flow as it was worded when a conversation began; raises UnknownFlow when it was never kept."""
        if edition not in self.by_edition:
            kept = await editions.source_of(db, edition)
            if kept is None or edition_of(kept.source) != edition:
                raise UnknownFlow(edition, "")
            try:
                flow = await asyncio.to_thread(_rebuilt, kept.source, kept.folder)
            except FlowProblems:  # this version of the product reads flows more strictly
                raise UnknownFlow(edition, "") from None
            self.by_edition[edition] = replace(flow, mails=self.mails)
        return self.by_edition[edition]

    def instead_of(self, name: str) -> Flow:
        """The flow for a talk whose own edition is gone: the current one of that name, else any."""
        return self.by_name.get(name) or next(iter(self.by_name.values()))

    async def reason(self, db: Database, line: Line, locale: str) -> str:
        """Why a score line counts, in the words of the flow that made it; the rule's id where that is gone."""
        try:
            flow = await self.edition(db, line.edition)
        except UnknownFlow:
            return line.rule
        because = next((rule.because for rule in flow.rules if rule.id == line.rule), None)
        return because[pick(locale, flow.languages)] if because else line.rule


def _rebuilt(source: str, folder: str) -> Flow:
    """An edition whose file has changed or gone since; a magnet that has gone must not end the talk."""
    sizes = sizes_in(Path(folder))
    return read_flow(source, lambda path: sizes(path) or 0, folder)[0]
