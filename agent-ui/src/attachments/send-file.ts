// Sending one file with its progress; fetch cannot tell how far an upload is.
import { z } from 'zod'
import { Attachment, AttachmentType, LARGEST_UPLOAD, largestBytes } from '../../../src/contract/attachments.ts'
import { Problem } from '../../../src/contract/errors.ts'
import { i18n } from '../i18n/index.ts'

export interface Sending {
  done: Promise<Attachment[]>
  cancel: () => void
}

/** Why a file need not be sent at all; null when it may be. Goes by what the machine takes it for; the server looks inside. */
export function tooLarge({ size, type }: File): string | null {
  const taken = AttachmentType.safeParse(type)
  const most = taken.success ? largestBytes[taken.data] : LARGEST_UPLOAD
  return size > most ? i18n.t('attachments.tooLarge', { most: Math.floor(most / 2 ** 20) }) : null
}

/** Begins to send; `onProgress` hears shares from 0 to 1. */
export function sendFile(ticketId: string, file: File, onProgress: (share: number) => void): Sending {
  const call = new XMLHttpRequest()
  const done = new Promise<Attachment[]>((resolve, reject) => {
    call.open('POST', `/api/tickets/${encodeURIComponent(ticketId)}/attachments`)
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    call.onerror = () => reject(new Error(i18n.t('error.noAnswer')))
    call.onabort = () => reject(new Error(i18n.t('attachments.cancelled')))
    call.onload = () => {
      const answer: unknown = tryJson(call.responseText)
      const attachments = call.status === 200 ? z.array(Attachment).safeParse(answer) : null
      if (attachments?.success) return resolve(attachments.data)
      const problem = Problem.safeParse(answer)
      reject(new Error(problem.success ? withoutName(problem.data.message, file.name) : i18n.t('error.noAnswer')))
    }
    const body = new FormData()
    body.append('files', file)
    call.send(body)
  })
  return { done, cancel: () => call.abort() }
}

/** The name stands before it already. */
const withoutName = (message: string, name: string) => (message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message)

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
