import type { Words } from "./messages.ts";

export const de: Words = {
  credentials: {
    password: "das Passwort",
    phrase: "der geheime Satz",
    phone: "die Telefonnummer",
    email: "die E-Mail-Adresse",
    signIn: "was zum Anmelden nötig ist",
  },
  someDevice: "ein Gerät ohne Namen",
  texts: {
    signInCode: ({ code, name, minutes }) =>
      `${code} ist Ihr Code für ${name}. Er gilt ${minutes}. Niemand von ${name} wird Sie danach fragen.`,
    numberTaken: ({ name }) =>
      `Jemand wollte sich bei ${name} mit dieser Nummer registrieren, zu der es dort schon ein Konto gibt. Waren Sie es, melden Sie sich an. Sonst ist nichts zu tun.`,
    newSignIn: ({ name }) =>
      `Jemand hat sich auf einem neuen Gerät bei Ihrem Konto bei ${name} angemeldet. Waren Sie es nicht, melden Sie sich an, beenden Sie diese Sitzung und ändern Sie, womit Sie sich anmelden.`,
    credentialsChanged: ({ name }) =>
      `Womit man sich bei Ihrem Konto bei ${name} anmeldet, wurde geändert. Waren Sie es nicht, lassen Sie sich sofort neuen Zugang geben.`,
    sessionEnded: ({ name }) =>
      `Eine Sitzung Ihres Kontos bei ${name} wurde zu Ihrer Sicherheit beendet: Ihr Schlüssel wurde vielleicht kopiert. Bitte melden Sie sich neu an.`,
    recoveryAsked: ({ name, at }) =>
      `Jemand möchte wieder Zugang zu Ihrem Konto bei ${name}. Möglich wird das am ${at}. Waren Sie es nicht, brechen Sie es vorher ab.`,
    recoveryCancelled: ({ name }) =>
      `Der neue Zugang zu Ihrem Konto bei ${name}, um den jemand gebeten hatte, ist abgebrochen.`,
    recovered: ({ name }) =>
      `Womit man sich bei Ihrem Konto bei ${name} anmeldet, wurde über den neuen Zugang geändert. Alle Geräte sind abgemeldet.`,
  },
  mails: {
    confirmAddress: ({ name, link, minutes }) => ({
      subject: `Bestätigen Sie Ihre Adresse für ${name}`,
      paragraphs: [
        `Jemand, vermutlich Sie selbst, hat diese Adresse für ein Konto bei ${name} angegeben. Um sie zu bestätigen, öffnen Sie innerhalb von ${minutes} diesen Link:`,
        link,
        "Wenn Sie es nicht waren, tun Sie nichts: Ohne den Link geschieht nichts.",
      ],
    }),
    addressTaken: ({ name }) => ({
      subject: `Sie haben bei ${name} schon ein Konto`,
      paragraphs: [
        `Jemand wollte bei ${name} diese Adresse für ein anderes Konto verwenden. Mit ihr gibt es dort schon eines.`,
        "Wenn Sie es waren, melden Sie sich mit diesem an. Wenn nicht, hat sich nichts geändert, und es ist nichts zu tun.",
      ],
    }),
    recoveryLink: ({ name, link, minutes }) => ({
      subject: `Zurück in Ihr Konto bei ${name}`,
      paragraphs: [
        `Jemand, vermutlich Sie selbst, möchte wieder Zugang zu Ihrem Konto bei ${name}. Öffnen Sie innerhalb von ${minutes} diesen Link:`,
        link,
        "Er funktioniert einmal. Geben Sie ihn niemandem. Wenn Sie es nicht waren, tun Sie nichts: Nur diese Mail enthält den Link.",
      ],
    }),
    recoveryAsked: ({ name, at }) => ({
      subject: `Jemand möchte Zugang zu Ihrem Konto bei ${name}`,
      paragraphs: [
        `Jemand möchte wieder Zugang zu Ihrem Konto bei ${name}. Möglich wird das am ${at}, wenn es vorher nicht abgebrochen wird.`,
        "Wenn Sie es waren, kommen Sie dann wieder. Wenn nicht, melden Sie sich vorher an und brechen Sie es ab.",
      ],
    }),
    recoveryCancelled: ({ name, at }) => ({
      subject: `Der neue Zugang zu Ihrem Konto bei ${name} ist abgebrochen`,
      paragraphs: [
        `Jemand wollte wieder Zugang zu Ihrem Konto bei ${name}. Das wurde am ${at} abgebrochen: von einem angemeldeten Gerät oder durch eine Anmeldung.`,
        "Wenn Sie es waren, ist nichts zu tun. Wenn nicht, ist jemand anderes in Ihrem Konto: Melden Sie sich an und sehen Sie die Liste Ihrer Geräte durch. Wenn das nicht geht, schreiben Sie dem Betreiber.",
      ],
    }),
    recovered: ({ name, at }) => ({
      subject: `Jemand hat wieder Zugang zu Ihrem Konto bei ${name}`,
      paragraphs: [
        `Jemand hat etwas anderes nachgewiesen als das, was verloren war, und am ${at} geändert, wie man sich bei Ihrem Konto bei ${name} anmeldet. Alle Sitzungen wurden beendet.`,
        "Wenn Sie es waren, melden Sie sich an. Wenn nicht, lassen Sie sich sofort selbst wieder Zugang geben und schreiben Sie dem Betreiber.",
      ],
    }),
    newSignIn: ({ name, device, at }) => ({
      subject: `Neue Anmeldung bei ${name}`,
      paragraphs: [
        `Jemand hat sich am ${at} bei Ihrem Konto bei ${name} angemeldet: ${device}.`,
        "Wenn Sie es waren, ist nichts zu tun. Wenn nicht, melden Sie sich an, beenden Sie diese Sitzung in der Liste Ihrer Geräte und ändern Sie, womit Sie sich anmelden.",
      ],
    }),
    credentialChanged: ({ name, credential, at }) => ({
      subject: `Änderung an Ihrem Konto bei ${name}`,
      paragraphs: [
        `An Ihrem Konto bei ${name} wurde am ${at} etwas geändert: ${credential}. Alle anderen Sitzungen wurden beendet.`,
        "Wenn Sie es waren, ist nichts zu tun. Wenn nicht, lassen Sie sich sofort neuen Zugang zu Ihrem Konto geben.",
      ],
    }),
    sessionEnded: ({ name, device, at }) => ({
      subject: `Eine Sitzung bei ${name} wurde zu Ihrer Sicherheit beendet`,
      paragraphs: [
        `Eine Sitzung Ihres Kontos bei ${name} wurde am ${at} beendet: ${device}. Jemand hat einen ihrer Schlüssel benutzt, der schon ersetzt war. Vielleicht wurde er kopiert.`,
        "Melden Sie sich neu an. Wenn das noch einmal geschieht, melden Sie sich überall ab und ändern Sie, womit Sie sich anmelden.",
      ],
    }),
    accountDisabled: ({ name, at }) => ({
      subject: `Ihr Konto bei ${name} ist gesperrt`,
      paragraphs: [
        `Der Betreiber von ${name} hat Ihr Konto am ${at} gesperrt. Die Sitzungen wurden beendet, und niemand kann sich zurzeit damit anmelden.`,
      ],
    }),
    accountDeleted: ({ name, at }) => ({
      subject: `Ihr Konto bei ${name} ist gelöscht`,
      paragraphs: [`Ihr Konto bei ${name} wurde am ${at} gelöscht. Niemand kann sich mehr damit anmelden.`],
    }),
    invite: ({ name, link, minutes }) => ({
      subject: `Eine Einladung zu ${name}`,
      paragraphs: [
        `Sie sind eingeladen, bei ${name} ein Konto anzulegen. Öffnen Sie innerhalb von ${minutes} diesen Link:`,
        link,
        "Er funktioniert einmal. Wenn Sie ihn nicht erwartet haben, tun Sie nichts.",
      ],
    }),
    contactAnswered: ({ name, answer, link }) => ({
      subject: `Antwort vom Betreiber von ${name}`,
      paragraphs: [
        `Sie haben dem Betreiber von ${name} geschrieben. Das ist die Antwort:`,
        answer,
        "Wenn Sie noch einmal schreiben möchten, dann auf dieser Seite:",
        link,
        "Wenn Sie nichts geschrieben haben, hat jemand anders Ihre Adresse angegeben.",
      ],
    }),
  },
  closing: ({ name }) => `Diese Mail hat der Server von ${name} geschrieben. Antworten darauf liest niemand.`,
};
