// One shape per state: told apart without colour. 16-px outline shapes of 1.75 stroke.
import type { JSX } from 'react'

export const stateShapes = {
  // Chờ tiếp nhận
  'status-draft': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6" strokeDasharray="2.4 2.3" />
    </g>
  ),
  // Chờ xử lý
  'status-waiting': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6" />
    </g>
  ),
  // Đang xử lý
  'status-processing': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none" />
    </g>
  ),
  // Hẹn xử lý
  'status-scheduled': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.6V8l2.4 1.6" />
    </g>
  ),
  // Hoàn thành
  'status-completed': (
    <g fill="none" stroke="var(--green)" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6.8" fill="var(--green)" stroke="none" />
      <path d="M5 8.2l2.1 2.1L11 6" stroke="var(--surface)" />
    </g>
  ),
  // Từ chối
  'status-refused': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6" />
      <path d="M4 12L12 4" />
    </g>
  ),
  // Đã rút
  'status-withdrawn': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="6" />
      <path d="M5 8h6" />
    </g>
  ),
  // Sẵn sàng
  'agent-ready': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="5.5" fill="currentColor" />
    </g>
  ),
  // Đang đổ chuông
  'agent-ringing': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M4 11.5V7.2a4 4 0 0 1 8 0v4.3l1 1.2H3z" fill="currentColor" />
      <path d="M6.6 14.8h2.8" />
      <path d="M1 6a6 6 0 0 1 1.8-3.6M15 6a6 6 0 0 0-1.8-3.6" />
    </g>
  ),
  // Đang nghe máy
  'agent-on-call': (
    <g fill="currentColor" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round">
      <path d="M5.3 1.9L3.4 1.6C2.4 1.9 1.7 2.8 1.7 3.9c.3 5.4 5 10.1 10.4 10.4 1.1 0 2-.7 2.3-1.7l-.3-1.9-3.2-1.4-1.5 1.5C7.5 9.9 6.1 8.5 5.2 6.6l1.5-1.5z" />
    </g>
  ),
  // Đang giữ máy
  'agent-held': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M5 3.2v9.6M11 3.2v9.6" strokeWidth="3" />
    </g>
  ),
  // Đang ghi phiếu
  'agent-wrap-up': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M10.8 2.4l2.8 2.8L5.4 13.4l-3.4.6.6-3.4z" fill="currentColor" />
    </g>
  ),
  // Tạm nghỉ
  'agent-paused': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M2.5 5.5h8.5v4.7a3.3 3.3 0 0 1-3.3 3.3H5.8a3.3 3.3 0 0 1-3.3-3.3z" fill="currentColor" />
      <path d="M11 7h1.3a1.7 1.7 0 0 1 0 3.4H11M5 3.2V1.8M8.2 3.2V1.8" />
    </g>
  ),
  // Không trả lời
  'agent-not-responding': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M8 1.8l6.6 11.8H1.4z" />
      <path d="M8 6.2v3.4M8 11.8v.1" />
    </g>
  ),
  // Đang kết nối lại, đang chờ máy chính: what the state is, nobody knows now
  'agent-reconnecting': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M13.5 8A5.5 5.5 0 1 1 11.7 3.9" />
      <path d="M13.6 1.8v3.4h-3.4" />
    </g>
  ),
  // Ngoại tuyến
  'agent-offline': (
    <g fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6 6l4 4M10 6l-4 4" />
    </g>
  ),
  // Sắp đến hạn
  'progress-soon': (
    <g fill="none" stroke="var(--sun-ink)" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M3.5 1.5h9M3.5 14.5h9M4.5 1.5c0 4 3 4.5 3 6.5s-3 2.5-3 6.5M11.5 1.5c0 4-3 4.5-3 6.5s3 2.5 3 6.5" />
    </g>
  ),
  // Trễ hạn
  'progress-late': (
    <g fill="none" stroke="var(--red)" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M3.5 15V1.5" />
      <path d="M3.5 2h9.5l-2.6 3.4L13 8.8H3.5z" fill="var(--red)" stroke="var(--red)" />
    </g>
  ),
  // Đúng hạn
  'progress-on-time': (
    <g fill="none" stroke="var(--green)" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round">
      <path d="M2.5 8.5l3.6 3.6L13.5 4" />
    </g>
  ),
} as const satisfies Record<string, JSX.Element>

export type StateShape = keyof typeof stateShapes
