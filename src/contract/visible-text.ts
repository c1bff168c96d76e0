// What looks empty is empty: signs without width, of direction, and blanks that no trim takes away.

/** Is there anything in the text that a reader would see? */
export const hasVisible = (text: string): boolean => /[^\s\p{Cf}\p{Cc}\p{Z}\u115f\u1160\u2800\u3164\uffa0]/u.test(text)
