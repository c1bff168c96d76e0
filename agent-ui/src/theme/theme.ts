// The antd theme made from the design tokens, light and dark.
import { theme as antd, type ThemeConfig } from 'antd'
import tokens from './antd-theme.json'

export type ThemeName = 'light' | 'dark'

const seeds = ['colorPrimary', 'colorSuccess', 'colorWarning', 'colorError', 'colorInfo', 'colorLink'] as const

type Algorithm = typeof antd.darkAlgorithm

/** antd's dark algorithm dims the seed colours, which would break the measured contrasts: put them back. */
const darkKeepingSeeds: Algorithm = (seed, map) => {
  const derived = antd.darkAlgorithm(seed, map)
  for (const name of seeds) derived[name] = seed[name]
  return derived
}

/** Returns the ConfigProvider theme for one of the two looks. */
export function antdTheme(name: ThemeName): ThemeConfig {
  const { token, components } = tokens[name]
  const config: ThemeConfig = {
    algorithm: name === 'dark' ? darkKeepingSeeds : antd.defaultAlgorithm,
    token: { ...token, motion: false },
    components,
    cssVar: { key: 'gl' },
    hashed: false,
  }
  return config
}
