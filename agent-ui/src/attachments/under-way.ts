// Files on their way anywhere on the page: acts wait for them, and nobody leaves without being asked, by a link, Back or the tab's own cross.
import { Store, useStore } from '../api/store.ts'
import { i18n } from '../i18n/index.ts'

interface OnItsWay {
  ticketId: string
  stop: () => void
}
const underWay = new Store<readonly OnItsWay[]>([])

/** Is any file of this petition still being sent? */
export const useUnderWay = (ticketId: string): boolean => useStore(underWay).some((one) => one.ticketId === ticketId)

/** Asks, when files are on their way; whoever leaves all the same stops them. */
export function mayLeave(): boolean {
  const files = underWay.get()
  if (files.length === 0) return true
  if (!window.confirm(i18n.t('attachments.leaveAsk'))) return false
  for (const { stop } of files) stop()
  return true
}

/** A file is on its way until the answer is called; a page that goes by itself, for a ringing call, does not stop it. */
export function beginSending(file: OnItsWay): () => void {
  if (underWay.get().length === 0) guard()
  underWay.set([...underWay.get(), file])
  return () => {
    if (!underWay.get().includes(file)) return
    underWay.set(underWay.get().filter((one) => one !== file))
    if (underWay.get().length === 0) unguard()
  }
}

/** A file that could not be sent when nobody was there any more to see it fail. */
export interface LostFile {
  key: string
  ticketId: string
  name: string
  problem: string
}
export const lostFiles = new Store<readonly LostFile[]>([])

const placeInHistory = (state: unknown): number => {
  const idx = typeof state === 'object' && state !== null && 'idx' in state ? state.idx : null
  return typeof idx === 'number' ? idx : 0
}
let here = 0
let goingBack = false

function onBeforeUnload(event: BeforeUnloadEvent): void {
  event.preventDefault()
}

/** Links inside the app change the page without unloading it; those that open elsewhere leave nothing. */
function onClick(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download')) return
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || link.pathname === location.pathname || mayLeave()) return
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** Back and forward have happened when they are told: whoever stays is taken back to where he was, and the router hears of neither. */
function onPopState(event: PopStateEvent): void {
  if (goingBack) {
    goingBack = false
    event.stopImmediatePropagation()
    return
  }
  const there = placeInHistory(event.state)
  if (there === here || mayLeave()) return
  event.stopImmediatePropagation()
  goingBack = true
  history.go(here - there)
}

function guard(): void {
  here = placeInHistory(history.state)
  addEventListener('beforeunload', onBeforeUnload)
  addEventListener('click', onClick, true)
  addEventListener('popstate', onPopState, true)
}

function unguard(): void {
  removeEventListener('beforeunload', onBeforeUnload)
  removeEventListener('click', onClick, true)
  removeEventListener('popstate', onPopState, true)
}
