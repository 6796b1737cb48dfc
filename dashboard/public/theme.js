// Before the first paint, so that nobody who chose dark sees a flash of light. Inline scripts are not allowed here.
try {
  const { theme, language } = JSON.parse(localStorage.getItem('hubbub.preferences') ?? '{}')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
  if (language === 'th') document.documentElement.lang = 'th'
} catch {
  // Storage may be blocked: the system's choice stands.
}
