import { Button } from 'antd'

interface Props {
  title: string
  text?: string
  action?: string
  onAction?: () => void
}

/** A whole page that has only one thing to say: opening, not found, failed. */
export function PageMessage({ title, text, action, onAction }: Props) {
  return (
    <main className="page-message" aria-live="polite">
      <h1>{title}</h1>
      {text && <p>{text}</p>}
      {action && <Button onClick={onAction}>{action}</Button>}
    </main>
  )
}
