// The operator keeps something out of the recording: what his button does, and why it may not.
import type { CallController } from '../calls/controller.ts'
import { openPause } from '../calls/recording-rules.ts'
import type { CallState } from '../calls/state.ts'
import type { CallView } from '../contract/calls.ts'
import { Refusal } from '../contract/errors.ts'
import type { Desk, DeskContext } from './desk.ts'

interface Deps {
  desk: Pick<Desk, 'own' | 'show'>
  calls: CallController
  /** Can the call's server be asked now? */
  canAct: (serverId: string) => boolean
}

export type RecordingPauses = ReturnType<typeof createRecordingPauses>

/** Makes the two commands. */
export function createRecordingPauses({ desk, calls, canAct }: Deps) {
  const ownTalk = (context: DeskContext, callId: string): { agentId: string; call: CallState } => {
    const agentId = desk.own(context)
    const call = calls.get(callId)
    if (!call) throw new Refusal('not-found', 'Không còn cuộc gọi này')
    if (call.leg?.agentId !== agentId || (call.phase !== 'talking' && call.phase !== 'held'))
      throw new Refusal('illegal-transition', 'Cuộc gọi không còn ở máy của bạn')
    // Nobody must believe that he is not recorded when that cannot be asked for.
    if (!canAct(call.serverId)) throw new Refusal('unavailable', 'Đang kết nối lại với tổng đài, chưa dừng hay ghi âm tiếp được')
    return { agentId, call }
  }
  return {
    /** One that is paused already stays so. */
    pause(context: DeskContext, callId: string): CallView {
      const { agentId, call } = ownTalk(context, callId)
      if (call.recordingStartedAt === null) throw new Refusal('illegal-transition', 'Cuộc gọi này không được ghi âm')
      const after = calls.dispatch(callId, { type: 'recording-pause', agentId }) ?? call
      if (!openPause(after)) throw new Refusal('illegal-transition', 'Chưa tạm dừng ghi âm được lúc này')
      return desk.show(after)
    },
    /** One that is not paused stays so. */
    resume(context: DeskContext, callId: string): CallView {
      const { agentId, call } = ownTalk(context, callId)
      return desk.show(calls.dispatch(callId, { type: 'recording-resume', agentId }) ?? call)
    },
  }
}
