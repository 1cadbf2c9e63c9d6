"""Answer a prompt: taken, declined or not said, as a fact; a decline keeps it quiet for a week."""

from app.actions.hand_over import signed_in
from app.actions.ports import Clock, Store, Wake
from app.actions.requests import PromptReply
from app.domain.facts import PromptAnswered


class AnswerPrompt:
    def __init__(self, *, store: Store, clock: Clock, committed: Wake) -> None:
        self._store = store
        self._clock = clock
        self._committed = committed

    def __call__(self, reply: PromptReply) -> None:
        now = self._clock.now()
        with self._store.write() as room:
            fact = PromptAnswered(
                prompt=reply.prompt,
                variant=reply.variant,
                member=reply.member,
                pickup=reply.pickup,
                product_no=reply.product_no,
                outcome=reply.answer,
            )
            written = room.journal.append(
                fact, at=now, mono_ms=self._clock.mono_ms(), by=signed_in(room).id
            )
            room.prompts.record_answer(reply.prompt, reply.member, reply.answer, now, written.seq)
        self._committed()
