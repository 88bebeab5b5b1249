/* Passkeys: asks the server what to ask, the browser for an answer, and sends it with the form. */
(() => {
  const form = document.querySelector('form[data-passkey]');
  const alert = document.getElementById('passkey-problem');
  if (!form || !alert) return;
  const { passkey: how, ask, words, refused } = form.dataset;
  const button = form.querySelector('button');

  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');

  function asked(options) {
    const found = { ...options, challenge: bytes(options.challenge) };
    if (options.user) found.user = { ...options.user, id: bytes(options.user.id) };
    for (const name of ['excludeCredentials', 'allowCredentials']) {
      found[name] = (options[name] ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
    }
    return found;
  }

  function answered(credential) {
    const response = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (credential.response[name]) response[name] = text(credential.response[name]);
    }
    const { id, type } = credential;
    return JSON.stringify({ id, rawId: text(credential.rawId), type, response });
  }

  function say(sentence) {
    alert.textContent = sentence;
    alert.hidden = !sentence;
    button.disabled = false;
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    say('');
    if (!window.PublicKeyCredential) return say(words);
    button.disabled = true;
    try {
      const answer = await fetch(ask, { method: 'POST', body: new FormData(form) });
      const options = await answer.json();
      if (!answer.ok) return say(options.problem);
      const publicKey = asked(options);
      const credential = await navigator.credentials[how]({ publicKey });
      form.elements.credential.value = answered(credential);
      form.submit();
    } catch {
      say(refused);
    }
    return undefined;
  });
  form.hidden = false;
})();
