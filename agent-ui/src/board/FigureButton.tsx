// One figure: a press opens the calls behind it, hovering or focus tells its formula.
import { Tooltip } from 'antd'
import { type ReactNode, useId } from 'react'
import type { FigureName } from '../../../src/contract/board.ts'
import type { ShownFigure } from './figure-words.ts'

interface Props {
  figure: ShownFigure
  className: string
  onOpen: (behind: FigureName) => void
  children: ReactNode
}

export function FigureButton({ figure: { id, formula, behind }, className, onOpen, children }: Props) {
  const describedBy = useId()
  return (
    <>
      <Tooltip title={formula} trigger={['hover', 'focus']} mouseEnterDelay={0.2}>
        <button type="button" className={className} data-testid={`figure-${id}`} aria-describedby={describedBy} onClick={() => onOpen(behind)}>
          {children}
        </button>
      </Tooltip>
      <span className="visually-hidden" id={describedBy}>
        {formula}
      </span>
    </>
  )
}
