/** A sum as people read it; the CRM's own digits where its currency is not known. */
export function money(amount: string, currency: string, locale: string): string {
  const sum = Number(amount);
  if (amount === '' || !Number.isFinite(sum)) return '';
  const style = currency === '' ? {} : ({ style: 'currency', currency } as const);
  const cents = Number.isInteger(sum) ? 0 : 2;
  try {
    return new Intl.NumberFormat(locale, {
      ...style,
      minimumFractionDigits: cents,
      maximumFractionDigits: cents,
    }).format(sum);
  } catch {
    return [amount, currency].filter(Boolean).join(' ');
  }
}
