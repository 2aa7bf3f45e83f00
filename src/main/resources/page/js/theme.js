// Before the first paint, so that nobody who chose dark sees a white flash.
try {
  const theme = localStorage.getItem('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch { /* storage may be off: then the preference of the system holds */ }
