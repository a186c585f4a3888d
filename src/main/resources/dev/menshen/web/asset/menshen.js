'use strict';
// Makes the forms answer in place. Every page works without this file; whatever it can't do, the plain form does.
(() => {
  const words = document.body.dataset;
  const fill = (text, value) => text.replace('{0}', () => value);
  const now = () => Date.now() / 1000;

  // ---- Asking the server

  // Comes back with {ok, data, error: field → messages, wait: seconds}, whatever happens.
  async function ask(url, fields) {
    let response;
    try {
      response = await fetch(url, { method: 'POST', headers: { Accept: 'application/json' }, body: new URLSearchParams(fields) });
    } catch {
      return { ok: false, lost: true, error: { form: [words.unreachable] }, wait: 0 };
    }
    const answer = await response.json().catch(() => null);
    const wait = Number(response.headers.get('Retry-After')) || 0;
    if (response.ok && answer?.status === true) return { ...answer, ok: true };
    const error = answer?.error && typeof answer.error === 'object' ? answer.error : { form: [words.unexpected] };
    return { ok: false, error, wait };
  }

  // A button that can't be pressed for some seconds and shows how many are left. By the clock, for a laptop may sleep.
  function countDown(button, until, after) {
    clearInterval(button.menshenTimer);
    const tick = () => {
      const left = Math.ceil(until - now());
      if (left > 0) {
        button.setAttribute('aria-disabled', 'true');
        button.textContent = fill(words.seconds, left);
        return;
      }
      clearInterval(button.menshenTimer);
      button.removeAttribute('aria-disabled');
      button.textContent = after;
    };
    button.menshenTimer = setInterval(tick, 500);
    tick();
  }

  const resting = (button) => button.getAttribute('aria-disabled') === 'true';

  // ---- Marking fields

  const visible = (form, name) => {
    const input = form.elements.namedItem(name);
    return input instanceof HTMLInputElement && input.type !== 'hidden' && document.getElementById(name + '-error') ? input : null;
  };

  const made = (tag, texts) => texts.map((text) => Object.assign(document.createElement(tag), { textContent: text }));

  const partsOf = (form) => {
    const summary = form.querySelector('.summary');
    return { summary, look: summary.querySelector('.look') };
  };

  function unmark(form, input) {
    if (!input.hasAttribute('aria-invalid')) return;
    input.removeAttribute('aria-invalid');
    const problem = document.getElementById(input.id + '-error');
    problem.hidden = true;
    problem.replaceChildren();
    const { summary, look } = partsOf(form);
    look.querySelectorAll('a').forEach((link) => link.hash === '#' + input.id && link.remove());
    look.hidden = !look.querySelector('a');
    summary.hidden = look.hidden && !summary.querySelector('p');
  }

  function unmarkAll(form) {
    for (const input of form.querySelectorAll('[aria-invalid]')) unmark(form, input);
    const { summary } = partsOf(form);
    summary.querySelectorAll('p').forEach((line) => line.remove());
    summary.hidden = true;
  }

  // Each message beside its field, what concerns no field in the summary, which also leads to the bad fields in the
  // order of the page; the cursor goes to the first of them.
  function mark(form, errors) {
    unmarkAll(form);
    const { summary, look } = partsOf(form);
    const bad = [];
    for (const [name, said] of Object.entries(errors)) {
      const texts = [].concat(said);
      const input = visible(form, name);
      if (!input) {
        look.before(...made('p', texts));
        continue;
      }
      const problem = document.getElementById(name + '-error');
      input.setAttribute('aria-invalid', 'true');
      problem.replaceChildren(...made('span', texts));
      problem.hidden = false;
      bad.push(input);
    }
    const ordered = [...form.elements].filter((element) => bad.includes(element));
    for (const input of ordered) {
      const [link] = made('a', [input.labels[0].textContent]);
      link.href = '#' + input.id;
      look.append(link, ' ');
    }
    look.hidden = ordered.length === 0;
    summary.hidden = false;
    (ordered[0] || summary).focus();
  }

  // ---- Sending a form

  function enhance(form) {
    const button = form.querySelector('.primary');
    const label = button.textContent;
    const rest = () => {
      form.removeAttribute('aria-busy');
      if (!resting(button)) button.textContent = label;
    };

    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (form.hasAttribute('aria-busy') || resting(button)) return;
      form.querySelectorAll('.peek[aria-pressed="true"]').forEach((peek) => peek.click());
      form.setAttribute('aria-busy', 'true');
      button.textContent = words.sending;
      const answer = await ask(form.action, new FormData(form));
      if (answer.ok) {
        forgetCode(form);
        location.assign(answer.data);
        return;
      }
      rest();
      showPicture(form, answer.error);
      // Beside a button that sends a code the picture is that button's, and not spent.
      if (!answer.lost && !form.querySelector('.send')) renewPicture(form);
      mark(form, answer.error);
      if (answer.wait) countDown(button, now() + answer.wait, label);
    });

    form.addEventListener('input', (event) => unmark(form, event.target));
    form.querySelector('.summary').addEventListener('click', (event) => {
      const input = event.target.hash && document.getElementById(event.target.hash.slice(1));
      if (!input) return;
      event.preventDefault();
      input.focus();
    });
    // A page that comes back out of the browser's memory still says that it is sending, and its picture is spent.
    addEventListener('pageshow', (event) => {
      if (!event.persisted) return;
      rest();
      renewPicture(form);
    });
  }

  // ---- The picture and its sound

  const typedBeside = (picture) => picture.closest('.row').querySelector('input');

  // Where a picture is asked for only now and then, the page has it at hand, for when an error names its field.
  function showPicture(form, error) {
    const atHand = form.querySelector('template');
    if (!atHand || !error[atHand.content.querySelector('input').name]) return;
    atHand.replaceWith(atHand.content.cloneNode(true));
    enhancePicture(form.querySelector('.picture'));
    enhanceSound(form.querySelector('.hear'));
  }

  function enhancePicture(button) {
    awaitPicture(button.querySelector('img'));
    button.querySelector('span').hidden = false;
    button.addEventListener('click', (event) => {
      renewPicture(button.form);
      // By keyboard (no click count) one may want yet another; by pointer one goes on to type.
      if (event.detail) typedBeside(button).focus();
    });
  }

  function renewPicture(form) {
    const image = form.querySelector('.picture img');
    if (!image) return;
    const again = '&again=' + Date.now();
    // Another picture is another captcha, with other digits; and browsers keep sounds in mind by their address.
    const hear = form.querySelector('.hear');
    hear.menshenSound?.pause();
    hear.dataset.again = again;
    image.dataset.source ||= image.getAttribute('src');
    const source = image.dataset.source + again;
    image.srcset = source + '&scale=2 2x';
    image.src = source;
    awaitPicture(image);
    typedBeside(image).value = '';
  }

  // Remembers that a picture is on its way, until it is there or it is clear that it won't come.
  function awaitPicture(image) {
    const coming = image.decode().catch(() => {}).then(() => {
      if (image.menshenComing === coming) delete image.menshenComing;
    });
    image.menshenComing = coming;
  }

  function enhanceSound(button) {
    const image = button.form.querySelector('.picture img');
    const play = () => {
      button.menshenSound?.pause();
      const sound = new Audio(button.dataset.sound + (button.dataset.again || ''));
      button.menshenSound = sound;
      sound.addEventListener('error', () => mark(button.form, { form: [words.unexpected] }));
      sound.play().catch(() => {}); // paused before it began, or an error that was told
    };
    // Asked for before the picture that is on its way, it would be the sound of the one before.
    const playWhenThere = async () => {
      while (image.menshenComing) await image.menshenComing;
      play();
    };
    button.hidden = false;
    button.addEventListener('click', (event) => {
      playWhenThere();
      if (event.detail) typedBeside(button).focus();
    });
  }

  // ---- Codes by text message

  // Kept for this tab alone, so that a reload goes on counting; holds two times, and neither number nor code.
  const place = (button) => 'menshen ' + button.getAttribute('formaction') + ' ' + button.value;

  function recall(button) {
    try {
      return JSON.parse(sessionStorage.getItem(place(button))) || {};
    } catch {
      return {};
    }
  }

  function keep(button, state) {
    try {
      sessionStorage.setItem(place(button), JSON.stringify(state));
    } catch {
      // A browser that stores nothing counts until the page is left.
    }
  }

  function forgetCode(form) {
    const button = form.querySelector('.send');
    if (button) keep(button, {});
  }

  function enhanceSend(button) {
    const form = button.form;
    const said = form.querySelector('.sent');
    const say = (text) => {
      if (said.textContent.trim() !== text) said.textContent = text;
    };
    const left = (valid) => (valid < 60 ? button.dataset.last : fill(button.dataset.left, Math.floor(valid / 60)));
    let ending;

    // Shows and keeps what is known of the last code: until when no other may be sent, and until when it is good.
    const show = (state, text) => {
      const valid = (state.valid || 0) - now();
      keep(button, state);
      clearTimeout(ending);
      if (valid > 0) {
        say(text || left(valid));
        ending = setTimeout(() => say(button.dataset.over), valid * 1000);
      }
      countDown(button, state.until || 0, valid > 0 ? button.dataset.another : button.textContent);
    };

    button.type = 'button';
    button.addEventListener('click', async () => {
      if (resting(button)) return;
      const label = button.textContent;
      button.setAttribute('aria-disabled', 'true');
      button.textContent = words.sending;
      const all = new FormData(form);
      const asked = ['mobile_phone', 'captcha', 'captcha_id'].filter((name) => all.has(name)).map((name) => [name, all.get(name)]);
      const answer = await ask(button.formAction, [...asked, ['tpl', button.value]]);
      button.removeAttribute('aria-disabled');
      button.textContent = label;
      const asks = form.querySelector('.asked');
      // One that was there may be spent, whatever else was wrong.
      if (!answer.ok && !answer.lost) renewPicture(form);
      if (!answer.ok) {
        if (answer.error.captcha) {
          showPicture(form, answer.error);
          asks?.removeAttribute('hidden');
        }
        mark(form, answer.error);
        if (answer.wait) countDown(button, now() + answer.wait, label);
        return;
      }
      for (const name of ['mobile_phone', 'captcha']) {
        const input = visible(form, name);
        if (input) unmark(form, input);
        if (input && name === 'captcha') input.value = ''; // It is spent.
      }
      // Another code to the same number needs no picture.
      asks?.setAttribute('hidden', '');
      show({ until: now() + answer.wait, valid: now() + answer.valid }, fill(button.dataset.sent, Math.floor(answer.valid / 60)));
      form.elements.namedItem('code').focus();
    });

    const kept = recall(button);
    const { wait, valid } = button.dataset;
    // The page speaks in whole seconds, rounded up; by one second or less it knows nothing better than what was kept.
    const later = (known = 0, told = 0) => (told > 0 && now() + Number(told) > known + 1 ? now() + Number(told) : known);
    show({ until: later(kept.until, wait), valid: later(kept.valid, valid) });
  }

  // ---- Begin

  for (const form of document.querySelectorAll('.form')) enhance(form);
  for (const button of document.querySelectorAll('.send')) enhanceSend(button);
  for (const button of document.querySelectorAll('.picture')) enhancePicture(button);
  for (const button of document.querySelectorAll('.hear')) enhanceSound(button);
  for (const button of document.querySelectorAll('.peek')) {
    const input = document.getElementById(button.dataset.peek);
    button.hidden = false;
    button.addEventListener('click', () => {
      const shown = input.type === 'text';
      input.type = shown ? 'password' : 'text';
      button.setAttribute('aria-pressed', String(!shown));
    });
  }
})();
