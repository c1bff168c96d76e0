/** A key printed as on the keyboard; spoken through aria-keyshortcuts of its button, so hidden here. */
export function Key({ children }: { children: string }) {
  return (
    <span className="key" aria-hidden="true">
      {children}
    </span>
  )
}
