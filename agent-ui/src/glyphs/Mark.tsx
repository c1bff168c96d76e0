/** The service's mark: the number in a speech bubble. */
export function Mark({ width = 48 }: { width?: number }) {
  return (
    <svg className="mark" width={width} height={(width * 28) / 52} viewBox="0 0 52 28" role="img" aria-label="1022">
      <path d="M3 0h46a3 3 0 0 1 3 3v18a3 3 0 0 1-3 3H17l-5 4v-4H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z" fill="#F4B71E" />
      <text x="26" y="17.6" textAnchor="middle" fontSize="16.5" fontWeight="700" fill="#14201A">
        1022
      </text>
    </svg>
  )
}
