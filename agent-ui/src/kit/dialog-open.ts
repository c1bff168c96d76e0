/** Has a dialog the keyboard? One that was closed may still be in the document, unseen. */
export const dialogOpen = (): boolean => [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.getClientRects().length > 0)
