// Which words say what a placeholder stands for, and who sends. Pure.

/** What a placeholder stands for. */
export const placeholderWords = (name: string) => `messagePlaceholder.${name}` as 'messagePlaceholder.code'

/** Who sends the messages of a channel. */
export const providerWords = (name: string) => `messages.provider-${name}` as 'messages.provider-file'
