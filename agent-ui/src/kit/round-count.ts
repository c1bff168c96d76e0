// How many there are more than: `101` found of more is "hơn 100". Pure.

/** The full hundreds below a count, written as in Việt Nam: `1.000`. */
export const roundCount = (total: number): string => (Math.floor((total - 1) / 100) * 100).toLocaleString('vi-VN')
