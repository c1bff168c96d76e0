// Which messages will still change by themselves. Pure.
import type { MessageView } from '../../../../src/contract/messages.ts'

/** What a provider has taken may be reported as delivered only much later, or never: that is not waited for. */
export const someWait = (messages: readonly Pick<MessageView, 'state'>[]): boolean => messages.some(({ state }) => state === 'queued' || state === 'sending')
