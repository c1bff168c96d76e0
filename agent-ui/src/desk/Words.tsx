/** What the telephone pane says while there is no call. */
export function Words({ title, text }: { title: string; text: string }) {
  return (
    <div className="no-call-words">
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}
