// Starts the operators' web app.
import '@fontsource/be-vietnam-pro/400.css'
import '@fontsource/be-vietnam-pro/500.css'
import '@fontsource/be-vietnam-pro/600.css'
import '@fontsource/be-vietnam-pro/700.css'
import './theme/digits.css'
import './theme/palette.css'
import './theme/base.css'
import './theme/shell.css'
import './theme/desk.css'
import './theme/call.css'
import './theme/form.css'
import './theme/dialog.css'
import './theme/entry.css'
import './theme/list.css'
import './theme/tasks.css'
import './theme/disposition.css'
import './theme/ticket.css'
import './theme/player.css'
import './theme/work.css'
import './theme/petition.css'
import './theme/acts.css'
import './theme/narrow.css'
import './theme/admin.css'
import './theme/hotline.css'
import './theme/phone.css'
import './theme/directory.css'
import './theme/map.css'
import './theme/board.css'
import './theme/wall.css'
import './theme/scoring.css'
import './i18n/index.ts'
// Calendars begin on Monday, in either language: the hotline's week does.
import 'dayjs/locale/vi'
import dayjs from 'dayjs'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { AppRoutes } from './AppRoutes.tsx'
import { SessionProvider } from './session/session.tsx'
import { ThemeProvider } from './theme/ThemeProvider.tsx'

dayjs.locale('vi')

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
// A router of its own kind: only that one can ask before a link or Back drops what was typed.
const router = createBrowserRouter([
  {
    path: '*',
    element: (
      <SessionProvider>
        <AppRoutes />
      </SessionProvider>
    ),
  },
])
createRoot(root).render(
  <ThemeProvider>
    <RouterProvider router={router} />
  </ThemeProvider>,
)
