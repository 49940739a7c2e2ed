// Before the first paint, so that nothing flashes. A classic script: modules run later.
(() => {
  const root = document.documentElement;
  const wish = () => { try { return localStorage.getItem('theme'); } catch { return null; } };
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => { root.dataset.theme = wish() ?? (system.matches ? 'dark' : 'light'); };
  apply();
  system.addEventListener('change', () => { apply(); dispatchEvent(new Event('themed')); });
  window.switchTheme = () => {
    try { localStorage.setItem('theme', root.dataset.theme === 'dark' ? 'light' : 'dark'); } catch { /* private window */ }
    apply();
    dispatchEvent(new Event('themed'));
  };
})();
