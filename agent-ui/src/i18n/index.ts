// Vietnamese first, English as the second language file.
import i18n from 'i18next'
import { initReactI18next } from 'react-i18next'
import en from './en.json'
import vi from './vi.json'

const storageKey = 'gl.language'
export type Language = 'vi' | 'en'

// Both files must say the same things: a word missing in one does not compile.
const english: typeof vi = en

void i18n.use(initReactI18next).init({
  resources: { vi: { translation: vi }, en: { translation: english } },
  lng: localStorage.getItem(storageKey) === 'en' ? 'en' : 'vi',
  fallbackLng: 'vi',
  interpolation: { escapeValue: false },
})

/** Switches the language and remembers it on this machine. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(storageKey, language)
  document.documentElement.lang = language
  void i18n.changeLanguage(language)
}

document.documentElement.lang = i18n.language

export { i18n }
