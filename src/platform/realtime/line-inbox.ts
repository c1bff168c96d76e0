// Keeps what comes over a line in its order up to the pages: an answer has to get through the hands of whoever asked, an
// event has not, so an event right behind an answer would overtake it and the page would end with the older of the two.

export interface LineInbox {
  event(deliver: () => void): void
  answer(settle: () => void): void
}

/** Makes the inbox of one line. */
export function createLineInbox(): LineInbox {
  const waiting: { work: () => void; isAnswer: boolean }[] = []
  let paused = false
  const run = () => {
    paused = false
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      next.work()
      if (!next.isAnswer) continue
      // All that hangs on a settled promise is done by then.
      paused = true
      setImmediate(run)
      return
    }
  }
  const put = (work: () => void, isAnswer: boolean) => {
    waiting.push({ work, isAnswer })
    if (!paused) run()
  }
  return { event: (deliver) => put(deliver, false), answer: (settle) => put(settle, true) }
}
