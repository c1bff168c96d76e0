// The built pages: hashed files for ever, the entry page never kept, every unknown path answered by the entry page.
import path from 'node:path'
import express, { type Express } from 'express'

const builtPages = path.resolve(import.meta.dirname, '../../../agent-ui/dist')

/** Serves the agent desktop. */
export function servePages(app: Express, folder: string = builtPages): void {
  app.use('/assets', express.static(path.join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false, index: false }))
  app.use(express.static(folder, { index: false, maxAge: '1h' }))
  app.get('/{*path}', (_req, res, next) => {
    res.set('Cache-Control', 'no-cache')
    res.sendFile('index.html', { root: folder }, (error?: Error) => {
      if (error && !res.headersSent) next(error)
    })
  })
}
