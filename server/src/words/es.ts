import type { Words } from "./messages.ts";

export const es: Words = {
  credentials: {
    password: "la contraseña",
    phrase: "la frase secreta",
    phone: "el número de teléfono",
    email: "la dirección de correo",
    signIn: "lo que se pide para iniciar sesión",
  },
  someDevice: "un dispositivo sin nombre",
  texts: {
    signInCode: ({ code, name, minutes }) =>
      `${code} es tu código para ${name}. Es válido durante ${minutes}. Nadie de ${name} te lo pedirá.`,
    numberTaken: ({ name }) =>
      `Alguien intentó registrarse en ${name} con este número, que ya tiene una cuenta allí. Si fuiste tú, inicia sesión. Si no, no hagas nada.`,
    newSignIn: ({ name }) =>
      `Alguien ha iniciado sesión en tu cuenta de ${name} con un dispositivo nuevo. Si no fuiste tú, inicia sesión, cierra esa sesión y cambia tu forma de entrar.`,
    credentialsChanged: ({ name }) =>
      `Se ha cambiado la forma de entrar en tu cuenta de ${name}. Si no fuiste tú, pide enseguida recuperar el acceso.`,
    sessionEnded: ({ name }) =>
      `Se ha cerrado una sesión de tu cuenta de ${name} por seguridad: quizá se haya copiado su clave. Inicia sesión de nuevo.`,
    recoveryAsked: ({ name, at }) =>
      `Alguien ha pedido recuperar el acceso a tu cuenta de ${name}. Será posible el ${at}. Si no fuiste tú, cancélalo antes.`,
    recoveryCancelled: ({ name }) => `Se ha cancelado la recuperación del acceso a tu cuenta de ${name}.`,
    recovered: ({ name }) =>
      `La forma de entrar en tu cuenta de ${name} se ha cambiado al recuperar el acceso. Se han cerrado todas las sesiones.`,
  },
  mails: {
    confirmAddress: ({ name, link, minutes }) => ({
      subject: `Confirma tu dirección para ${name}`,
      paragraphs: [
        `Alguien, probablemente tú, indicó esta dirección para una cuenta en ${name}. Para confirmarla, abre este enlace en un plazo de ${minutes}:`,
        link,
        "Si no fuiste tú, no hagas nada: sin el enlace no ocurre nada.",
      ],
    }),
    addressTaken: ({ name }) => ({
      subject: `Ya tienes una cuenta en ${name}`,
      paragraphs: [
        `Alguien intentó usar esta dirección para otra cuenta en ${name}. Ya hay una con ella.`,
        "Si fuiste tú, inicia sesión con esa cuenta. Si no fuiste tú, no ha cambiado nada y no hay nada que hacer.",
      ],
    }),
    recoveryLink: ({ name, link, minutes }) => ({
      subject: `Recupera el acceso a tu cuenta en ${name}`,
      paragraphs: [
        `Alguien, probablemente tú, pidió recuperar el acceso a tu cuenta en ${name}. Abre este enlace en un plazo de ${minutes}:`,
        link,
        "Funciona una sola vez. No se lo des a nadie. Si no fuiste tú, no hagas nada: el enlace solo está en este correo.",
      ],
    }),
    recoveryAsked: ({ name, at }) => ({
      subject: `Alguien pidió recuperar el acceso a tu cuenta en ${name}`,
      paragraphs: [
        `Alguien pidió recuperar el acceso a tu cuenta en ${name}. Será posible el ${at}, si no se cancela antes.`,
        "Si fuiste tú, vuelve entonces. Si no fuiste tú, inicia sesión antes y cancélalo.",
      ],
    }),
    recoveryCancelled: ({ name, at }) => ({
      subject: `Se canceló la recuperación de tu cuenta en ${name}`,
      paragraphs: [
        `Alguien había pedido recuperar el acceso a tu cuenta en ${name}. Se canceló el ${at}: lo hizo un dispositivo con la sesión iniciada, o fue por un inicio de sesión.`,
        "Si fuiste tú, no hay nada que hacer. Si no fuiste tú, hay otra persona en tu cuenta: inicia sesión y revisa tu lista de dispositivos; si no puedes, escribe al operador.",
      ],
    }),
    recovered: ({ name, at }) => ({
      subject: `Alguien recuperó el acceso a tu cuenta en ${name}`,
      paragraphs: [
        `Alguien demostró otra cosa en lugar de lo perdido, y el ${at} cambió cómo se inicia sesión en tu cuenta en ${name}. Se cerraron todas las sesiones.`,
        "Si fuiste tú, inicia sesión. Si no fuiste tú, pide enseguida recuperar el acceso a tu cuenta y escribe al operador.",
      ],
    }),
    newSignIn: ({ name, device, at }) => ({
      subject: `Nuevo inicio de sesión en ${name}`,
      paragraphs: [
        `Alguien inició sesión en tu cuenta de ${name} el ${at}: ${device}.`,
        "Si fuiste tú, no hay nada que hacer. Si no fuiste tú, inicia sesión, cierra esa sesión en la lista de tus dispositivos y cambia tu forma de iniciar sesión.",
      ],
    }),
    credentialChanged: ({ name, credential, at }) => ({
      subject: `Un cambio en tu cuenta de ${name}`,
      paragraphs: [
        `En tu cuenta de ${name} se cambió el ${at} lo siguiente: ${credential}. Se cerraron todas las demás sesiones.`,
        "Si fuiste tú, no hay nada que hacer. Si no fuiste tú, pide de inmediato recuperar el acceso a tu cuenta.",
      ],
    }),
    sessionEnded: ({ name, device, at }) => ({
      subject: `Se cerró una sesión en ${name} por tu seguridad`,
      paragraphs: [
        `Una sesión de tu cuenta de ${name} se cerró el ${at}: ${device}. Alguien usó una clave suya que ya estaba sustituida. Puede que la hayan copiado.`,
        "Inicia sesión de nuevo. Si vuelve a ocurrir, cierra todas las sesiones y cambia tu forma de iniciar sesión.",
      ],
    }),
    accountDisabled: ({ name, at }) => ({
      subject: `Tu cuenta en ${name} está desactivada`,
      paragraphs: [
        `El operador de ${name} desactivó tu cuenta el ${at}. Se cerraron sus sesiones y por ahora nadie puede iniciar sesión con ella.`,
      ],
    }),
    accountDeleted: ({ name, at }) => ({
      subject: `Tu cuenta en ${name} está eliminada`,
      paragraphs: [`Tu cuenta en ${name} se eliminó el ${at}. Ya nadie puede iniciar sesión con ella.`],
    }),
    invite: ({ name, link, minutes }) => ({
      subject: `Una invitación a ${name}`,
      paragraphs: [
        `Tienes una invitación para crear una cuenta en ${name}. Abre este enlace en un plazo de ${minutes}:`,
        link,
        "Funciona una sola vez. Si no la esperabas, no hagas nada.",
      ],
    }),
    contactAnswered: ({ name, answer, link }) => ({
      subject: `Respuesta del operador de ${name}`,
      paragraphs: [
        `Escribiste al operador de ${name}. Esta es la respuesta:`,
        answer,
        "Para volver a escribir, usa esta página:",
        link,
        "Si no escribiste nada, otra persona indicó tu dirección.",
      ],
    }),
  },
  closing: ({ name }) => `Este correo lo escribió el servidor de ${name}. Nadie lee las respuestas.`,
};
