// 16-px outline icons of 1.75 stroke in the manner of the state shapes; always beside a word.
import type { JSX } from 'react'

const icons = {
  phone: (
    <path
      d="M5.3 1.9 3.4 1.6C2.4 1.9 1.7 2.8 1.7 3.9c.3 5.4 5 10.1 10.4 10.4 1.1 0 2-.7 2.3-1.7l-.3-1.9-3.2-1.4-1.5 1.5C7.5 9.9 6.1 8.5 5.2 6.6l1.5-1.5z"
      fill="currentColor"
    />
  ),
  hangup: (
    <path
      transform="rotate(134 8 8) translate(0 1)"
      d="M5.3 1.9 3.4 1.6C2.4 1.9 1.7 2.8 1.7 3.9c.3 5.4 5 10.1 10.4 10.4 1.1 0 2-.7 2.3-1.7l-.3-1.9-3.2-1.4-1.5 1.5C7.5 9.9 6.1 8.5 5.2 6.6l1.5-1.5z"
      fill="currentColor"
    />
  ),
  mic: (
    <>
      <rect x="5.8" y="1.5" width="4.4" height="8" rx="2.2" />
      <path d="M3 7.5a5 5 0 0 0 10 0M8 12.5v2" />
    </>
  ),
  'mic-off': (
    <>
      <path d="M5.8 5V3.7a2.2 2.2 0 0 1 4.4 0v3M3 7.5a5 5 0 0 0 8.3 3.8M8 12.5v2M2 2l12 12" />
    </>
  ),
  hold: <path d="M5.5 3v10M10.5 3v10" strokeWidth="2" />,
  check: <path d="M2.5 8.5l3.6 3.6L13.5 4" />,
  circle: <circle cx="8" cy="8" r="5.5" />,
  warning: (
    <>
      <path d="M8 1.8l6.6 11.8H1.4z" />
      <path d="M8 6.2v3.4M8 11.8v.1" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.6V8l2.4 1.6" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.6" />
      <path d="M10.6 10.6 14 14" />
    </>
  ),
  refresh: (
    <>
      <path d="M13.5 8A5.5 5.5 0 1 1 11.7 3.9" />
      <path d="M13.6 1.8v3.4h-3.4" />
    </>
  ),
  'phone-out': (
    <>
      <path
        transform="translate(0 1.4) scale(.9)"
        d="M5.3 1.9 3.4 1.6C2.4 1.9 1.7 2.8 1.7 3.9c.3 5.4 5 10.1 10.4 10.4 1.1 0 2-.7 2.3-1.7l-.3-1.9-3.2-1.4-1.5 1.5C7.5 9.9 6.1 8.5 5.2 6.6l1.5-1.5z"
        fill="currentColor"
      />
      <path d="M9.5 6.5 14 2M10.3 2H14v3.7" />
    </>
  ),
  keypad: <path d="M3 3h2M7 3h2M11 3h2M3 8h2M7 8h2M11 8h2M3 13h2M7 13h2M11 13h2" strokeWidth="2" />,
  'call-on': <path d="M9.5 3.5l4 4-4 4M13.5 7.5h-7a4 4 0 0 0-4 4v1" />,
  'call-back': <path d="M6.5 3.5 2.5 7.5l4 4M2.5 7.5h7a4 4 0 0 1 4 4v1" />,
  upload: <path d="M8 11V2.5M4.5 6 8 2.5 11.5 6M2.5 11v2.5h11V11" />,
  bell: (
    <>
      <path d="M3.5 11.5h9l-1.2-2V6.8a3.3 3.3 0 0 0-6.6 0v2.7z" />
      <path d="M6.7 13.8h2.6" />
    </>
  ),
  back: <path d="M13.5 8H2.5M7 3.5 2.5 8 7 12.5" />,
  more: <path d="M3 8h.1M8 8h.1M13 8h.1" strokeWidth="2.6" />,
  down: <path d="M4 6l4 4 4-4" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8.5" rx="1" />
      <path d="M10.5 2.5h-7a1 1 0 0 0-1 1v7.5" />
    </>
  ),
  play: <path d="M4.5 2.5v11l9-5.5z" fill="currentColor" stroke="none" />,
  pause: <path d="M5 3v10M11 3v10" strokeWidth="3" />,
  draft: (
    <>
      <path d="M4 1.8h5.5L13 5.3v8.9H4z" />
      <path d="M6.3 8h4.4M6.3 11h4.4" />
    </>
  ),
  edit: <path d="M10.8 2.4l2.8 2.8L5.4 13.4l-3.4.6.6-3.4z" />,
  plus: <path d="M8 3v10M3 8h10" />,
  lock: (
    <>
      <rect x="3" y="7" width="10" height="7" rx="1" />
      <path d="M5.3 7V4.8a2.7 2.7 0 0 1 5.4 0V7" />
    </>
  ),
  coffee: <path d="M2.5 5.5H11v4.7a3.3 3.3 0 0 1-3.3 3.3H5.8a3.3 3.3 0 0 1-3.3-3.3zM11 7h1.3a1.7 1.7 0 0 1 0 3.4H11M5 3.2V1.8M8.2 3.2V1.8" />,
} as const satisfies Record<string, JSX.Element>

export type IconName = keyof typeof icons

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {icons[name]}
    </svg>
  )
}
