// Light or dark, remembered on this machine; without a choice the system's wish decides.
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import viVN from 'antd/locale/vi_VN'
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { antdTheme, type ThemeName } from './theme.ts'

/** A click beside a dialog startles whoever writes in it; those that only show something say so themselves. */
const dialogs = { mask: { closable: false } }

const storageKey = 'gl.theme'

interface ThemeChoice {
  name: ThemeName
  toggle: () => void
}
const ThemeContext = createContext<ThemeChoice>({ name: 'light', toggle: () => undefined })

/** The look in use and a way to switch it. */
export const useThemeChoice = () => use(ThemeContext)

function initialTheme(): ThemeName {
  const stored = localStorage.getItem(storageKey)
  if (stored === 'light' || stored === 'dark') return stored
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function ThemeProvider({ children }: { children: ReactNode }) {
  const [name, setName] = useState<ThemeName>(initialTheme)
  const { i18n } = useTranslation()
  useEffect(() => {
    document.documentElement.dataset.theme = name
  }, [name])
  const choice = useMemo<ThemeChoice>(
    () => ({
      name,
      toggle: () => {
        const next = name === 'light' ? 'dark' : 'light'
        localStorage.setItem(storageKey, next)
        setName(next)
      },
    }),
    [name],
  )
  return (
    <ThemeContext value={choice}>
      <ConfigProvider
        theme={antdTheme(name)}
        locale={i18n.language === 'en' ? enUS : viVN}
        componentSize="middle"
        wave={{ disabled: true }}
        button={{ autoInsertSpace: false }}
        modal={dialogs}
      >
        <App component={false}>{children}</App>
      </ConfigProvider>
    </ThemeContext>
  )
}
