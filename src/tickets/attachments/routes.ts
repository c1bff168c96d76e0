// The endpoints of attachments. A file is served as what it is and never as a page of ours.
import type { HttpBinder } from '../../platform/http/handlers.ts'
import type { AttachmentService } from './service.ts'

/** Shown in the page; everything else is saved. */
const inPage = /^(image|audio|video)\/|^application\/pdf$/

/**
 * What a file may do when it is opened by itself: nothing. A sandboxed page has no origin, and a player in it would ask for the rest of a
 * film without the session; those two keep their origin, for lack of scripts to do anything with it.
 */
const policyOf = (type: string) =>
  `default-src 'none'; sandbox${/^(audio|video)\//.test(type) ? ' allow-same-origin' : ''}; style-src 'unsafe-inline'; media-src 'self'; img-src 'self'`

/** Binds `attach`, `attachment` and `removeAttachment`. */
export function bindAttachmentRoutes(http: HttpBinder, service: AttachmentService): void {
  http.handle('attach', ({ params, session, req, res }) => service.add(params.id, session, req, res))
  http.handle('removeAttachment', ({ params, session }) => service.remove(params.id, session))
  http.handle('attachment', async ({ params, query, session, res }) => {
    const { path, name, type } = await service.file(params.id, session, query.w === '320')
    const how = inPage.test(type) ? 'inline' : 'attachment'
    const headers = {
      'Content-Type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type,
      'Content-Disposition': `${how}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      'Content-Security-Policy': policyOf(type),
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    }
    await new Promise<void>((resolve, reject) => {
      res.sendFile(path, { dotfiles: 'allow', headers }, (error?: Error) => (error && !res.headersSent ? reject(error) : resolve()))
    })
  })
}
