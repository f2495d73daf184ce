"""What customers are told, as every shop begins with it: plain words in four languages, all of them off.

They are data from here on; a supervisor or the service writes them anew, each change a new version of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from warehouse_app.domain.customer_words import code_of

_HELLO = {"en": "Hello,", "de": "Guten Tag,", "es": "Hola:", "fr": "Bonjour,"}
_BYE = {"en": "Kind regards", "de": "Freundliche Grüße", "es": "Un saludo", "fr": "Cordialement"}

# By key and language: subject, text. A line of its own is a paragraph.
_WORDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "delay": {
        "en": ("Your order {order} will be a little later",
               "your order {order} leaves later than planned, because this is not there yet: {goods}.\n"
               "We send everything together as soon as it is complete. You need not do anything."),
        "de": ("Ihre Bestellung {order} kommt etwas später",
               "Ihre Bestellung {order} geht später hinaus als geplant, denn dies fehlt noch: {goods}.\n"
               "Wir senden alles zusammen, sobald es vollständig ist. Sie brauchen nichts zu tun."),
        "es": ("Su pedido {order} llegará algo más tarde",
               "su pedido {order} sale más tarde de lo previsto, porque aún falta lo siguiente: {goods}.\n"
               "Lo enviaremos todo junto en cuanto esté completo. No tiene que hacer nada."),
        "fr": ("Votre commande {order} arrivera un peu plus tard",
               "votre commande {order} part plus tard que prévu, car il manque encore\u00a0: {goods}.\n"
               "Nous envoyons le tout dès que la commande est complète. Vous n\u2019avez rien à faire."),
    },
    "resumed": {
        "en": ("Your order {order} goes on",
               "what your order {order} was waiting for is here.\n"
               "It leaves next. You need not do anything."),
        "de": ("Ihre Bestellung {order} geht weiter",
               "worauf Ihre Bestellung {order} gewartet hat, ist da.\n"
               "Sie geht als Nächstes hinaus. Sie brauchen nichts zu tun."),
        "es": ("Su pedido {order} sigue su curso",
               "ya está aquí lo que faltaba para su pedido {order}.\n"
               "Sale a continuación. No tiene que hacer nada."),
        "fr": ("Votre commande {order} reprend",
               "ce que votre commande {order} attendait est là.\n"
               "Elle part ensuite. Vous n\u2019avez rien à faire."),
    },
    "partial": {
        "en": ("Part of your order {order} is missing",
               "we send your order {order} without the following: {goods}.\n"
               "What becomes of it you can ask us at any time by answering this message."),
        "de": ("Von Ihrer Bestellung {order} fehlt etwas",
               "wir senden Ihre Bestellung {order} ohne Folgendes: {goods}.\n"
               "Was damit geschieht, erfahren Sie jederzeit, wenn Sie auf diese Nachricht antworten."),
        "es": ("Falta una parte de su pedido {order}",
               "enviamos su pedido {order} sin lo siguiente: {goods}.\n"
               "Si desea saber qué pasará con ello, responda a este mensaje."),
        "fr": ("Une partie de votre commande {order} manque",
               "nous envoyons votre commande {order} sans ceci\u00a0: {goods}.\n"
               "Pour savoir ce qu\u2019il en advient, il suffit de répondre à ce message."),
    },
    "query": {
        "en": ("A question about your order {order}",
               "we need something more from you before we can send your order {order}.\n"
               "Answer this message, and we go on."),
        "de": ("Eine Frage zu Ihrer Bestellung {order}",
               "bevor wir Ihre Bestellung {order} senden können, brauchen wir noch etwas von Ihnen.\n"
               "Antworten Sie auf diese Nachricht, dann geht es weiter."),
        "es": ("Una pregunta sobre su pedido {order}",
               "necesitamos algo más de usted antes de poder enviar su pedido {order}.\n"
               "Responda a este mensaje y seguimos."),
        "fr": ("Une question sur votre commande {order}",
               "il nous manque quelque chose pour envoyer votre commande {order}.\n"
               "Répondez à ce message et nous continuons."),
    },
    "address_query": {
        "en": ("Where shall we send your order {order}?",
               "the address of your order {order} is not complete, so the carrier would not find it.\n"
               "Answer with the whole address: name, street and number, postcode, town, country."),
        "de": ("Wohin sollen wir Ihre Bestellung {order} senden?",
               "die Adresse Ihrer Bestellung {order} ist nicht vollständig; der Zusteller fände sie nicht.\n"
               "Antworten Sie mit der ganzen Adresse: Name, Straße und Hausnummer, Postleitzahl, Ort, Land."),
        "es": ("¿Adónde enviamos su pedido {order}?",
               "la dirección de su pedido {order} está incompleta y el transportista no la encontraría.\n"
               "Responda con la dirección completa: nombre, calle y número, código postal, población, país."),
        "fr": ("Où envoyer votre commande {order}\u00a0?",
               "l\u2019adresse de votre commande {order} est incomplète, le transporteur ne la trouverait pas.\n"
               "Répondez avec l\u2019adresse entière\u00a0: nom, rue et numéro, code postal, ville, pays."),
    },
    "duplicate_query": {
        "en": ("Did you order {order} twice?",
               "your order {order} looks like another one you have just placed. We hold it until we hear from you.\n"
               "Answer with «send both» or «only one»."),
        "de": ("Haben Sie {order} doppelt bestellt?",
               "Ihre Bestellung {order} gleicht einer anderen, die Sie gerade aufgegeben haben. Wir halten sie an.\n"
               "Antworten Sie mit «beide senden» oder «nur eine»."),
        "es": ("¿Ha hecho dos veces el pedido {order}?",
               "su pedido {order} se parece a otro que acaba de hacer. Lo retenemos hasta tener su respuesta.\n"
               "Responda «enviar los dos» o «solo uno»."),
        "fr": ("Avez-vous commandé {order} deux fois\u00a0?",
               "votre commande {order} ressemble à une autre que vous venez de passer. Nous la retenons.\n"
               "Répondez «\u00a0envoyer les deux\u00a0» ou «\u00a0une seule\u00a0»."),
    },
    "payment_reminder": {
        "en": ("Your order {order} waits for its payment",
               "we have not received the payment of your order {order} yet, so it has not left.\n"
               "If you have paid in the last days, you need not do anything."),
        "de": ("Ihre Bestellung {order} wartet auf die Zahlung",
               "die Zahlung Ihrer Bestellung {order} ist noch nicht da, deshalb ist sie noch hier.\n"
               "Haben Sie in den letzten Tagen bezahlt, brauchen Sie nichts zu tun."),
        "es": ("Su pedido {order} espera el pago",
               "aún no hemos recibido el pago de su pedido {order}, por eso no ha salido.\n"
               "Si ha pagado en los últimos días, no tiene que hacer nada."),
        "fr": ("Votre commande {order} attend son paiement",
               "nous n\u2019avons pas encore reçu le paiement de votre commande {order}, elle "
               "n\u2019est donc pas partie.\n"
               "Si vous avez payé ces derniers jours, vous n\u2019avez rien à faire."),
    },
    "return_difference": {
        "en": ("Your return of order {order} is not what was announced",
               "what came back of your order {order} differs from what you announced: {goods}.\n"
               "Answer this message, and we find a way together."),
        "de": ("Ihre Rücksendung zu {order} ist anders als angekündigt",
               "was von Ihrer Bestellung {order} zurückkam, ist anders als angekündigt: {goods}.\n"
               "Antworten Sie auf diese Nachricht, dann finden wir gemeinsam einen Weg."),
        "es": ("Su devolución del pedido {order} no es lo anunciado",
               "lo que ha llegado de su pedido {order} difiere de lo anunciado: {goods}.\n"
               "Responda a este mensaje y buscamos una solución juntos."),
        "fr": ("Votre retour de la commande {order} diffère de l\u2019annonce",
               "ce qui est revenu de votre commande {order} diffère de ce que vous aviez annoncé\u00a0: {goods}.\n"
               "Répondez à ce message et nous trouverons une solution ensemble."),
    },
    "rma_answer": {
        "en": ("Your return of order {order}", "we have looked at your wish to send something of order {order} back.\n"
               "Answer this message if you have not heard the result yet."),
        "de": ("Ihre Rücksendung zu {order}", "wir haben Ihren Wunsch geprüft, etwas von {order} zurückzusenden.\n"
               "Antworten Sie auf diese Nachricht, wenn Sie das Ergebnis noch nicht kennen."),
        "es": ("Su devolución del pedido {order}", "hemos revisado su deseo de devolver algo del pedido {order}.\n"
               "Responda a este mensaje si aún no conoce el resultado."),
        "fr": ("Votre retour de la commande {order}",
               "nous avons examiné votre demande de retour sur la commande {order}.\n"
               "Répondez à ce message si vous n\u2019en connaissez pas encore le résultat."),
    },
    "return_authorised": {
        "en": ("You may send back goods of order {order}",
               "this of your order {order} may come back to us: {goods}.\n"
               "The number of your return is {number}. Print the label that comes with this message, put it on the "
               "parcel, and lay the goods into it as you got them."),
        "de": ("Sie können Ware aus {order} zurücksenden",
               "dies aus Ihrer Bestellung {order} kann zu uns zurück: {goods}.\n"
               "Die Nummer Ihrer Rücksendung ist {number}. Drucken Sie das Etikett, das dieser Nachricht beiliegt, "
               "kleben Sie es auf das Paket, und legen Sie die Ware so hinein, wie Sie sie bekommen haben."),
        "es": ("Puede devolver artículos del pedido {order}",
               "de su pedido {order} puede devolvernos lo siguiente: {goods}.\n"
               "El número de su devolución es {number}. Imprima la etiqueta que acompaña este mensaje, péguela en el "
               "paquete y meta los artículos tal como los recibió."),
        "fr": ("Vous pouvez renvoyer des articles de {order}",
               "de votre commande {order}, ceci peut nous revenir\u00a0: {goods}.\n"
               "Le numéro de votre retour est {number}. Imprimez l\u2019étiquette jointe à ce message, collez-la sur "
               "le colis et mettez-y les articles tels que vous les avez reçus."),
    },
    "return_kept": {
        "en": ("You need not send back goods of order {order}",
               "this of your order {order} need not come back to us, you may keep it: {goods}.\n"
               "We see to it under the number {number}. You need not do anything."),
        "de": ("Sie brauchen aus {order} nichts zurückzusenden",
               "dies aus Ihrer Bestellung {order} braucht nicht zu uns zurück, Sie können es behalten: {goods}.\n"
               "Wir kümmern uns darum unter der Nummer {number}. Sie brauchen nichts zu tun."),
        "es": ("No hace falta que devuelva nada del pedido {order}",
               "lo siguiente de su pedido {order} no tiene que volver, puede quedárselo: {goods}.\n"
               "Nos ocupamos de ello con el número {number}. No tiene que hacer nada."),
        "fr": ("Vous n\u2019avez rien à renvoyer de {order}",
               "ceci de votre commande {order} n\u2019a pas à nous revenir, vous pouvez le garder\u00a0: {goods}.\n"
               "Nous nous en occupons sous le numéro {number}. Vous n\u2019avez rien à faire."),
    },
    "return_refused": {
        "en": ("Your wish to send back goods of order {order}",
               "we cannot take this of your order {order} back: {goods}.\n"
               "The reason: {why}\n"
               "Answer this message if you see it otherwise."),
        "de": ("Ihr Wunsch, Ware aus {order} zurückzusenden",
               "dies aus Ihrer Bestellung {order} können wir nicht zurücknehmen: {goods}.\n"
               "Der Grund: {why}\n"
               "Antworten Sie auf diese Nachricht, wenn Sie das anders sehen."),
        "es": ("Su deseo de devolver artículos del pedido {order}",
               "no podemos aceptar la devolución de lo siguiente de su pedido {order}: {goods}.\n"
               "El motivo: {why}\n"
               "Responda a este mensaje si no está de acuerdo."),
        "fr": ("Votre souhait de renvoyer des articles de {order}",
               "nous ne pouvons pas reprendre ceci de votre commande {order}\u00a0: {goods}.\n"
               "La raison\u00a0: {why}\n"
               "Répondez à ce message si vous voyez les choses autrement."),
    },
    "return_judged": {
        "en": ("We have looked at your return of order {order}",
               "we have looked at what you sent back of order {order} (return {number}): {goods}.\n"
               "{result}"),
        "de": ("Wir haben Ihre Rücksendung zu {order} geprüft",
               "wir haben geprüft, was Sie aus Bestellung {order} zurückgesandt haben (Rücksendung {number}): "
               "{goods}.\n{result}"),
        "es": ("Hemos revisado su devolución del pedido {order}",
               "hemos revisado lo que ha devuelto del pedido {order} (devolución {number}): {goods}.\n"
               "{result}"),
        "fr": ("Nous avons examiné votre retour de la commande {order}",
               "nous avons examiné ce que vous avez renvoyé de la commande {order} (retour {number})\u00a0: {goods}.\n"
               "{result}"),
    },
    "return_received": {
        "en": ("Your return of order {order} is here",
               "your return of order {order} has arrived and is looked at now."),
        "de": ("Ihre Rücksendung zu {order} ist da",
               "Ihre Rücksendung zu {order} ist angekommen und wird nun geprüft."),
        "es": ("Ha llegado su devolución del pedido {order}",
               "su devolución del pedido {order} ha llegado y la revisamos ahora."),
        "fr": ("Votre retour de la commande {order} est arrivé",
               "votre retour de la commande {order} est arrivé, nous l\u2019examinons."),
    },
    "refund_done": {
        "en": ("The refund of your order {order}", "the refund of your order {order} is on its way to you."),
        "de": ("Die Erstattung zu {order}", "die Erstattung zu Ihrer Bestellung {order} ist auf dem Weg zu Ihnen."),
        "es": ("El reembolso de su pedido {order}", "el reembolso de su pedido {order} está en camino."),
        "fr": ("Le remboursement de votre commande {order}",
               "le remboursement de votre commande {order} est en route."),
    },
    "undelivered": {
        "en": ("Your order {order} came back to us",
               "the carrier could not deliver your order {order}; it is with us again.\n"
               "Answer with the right address, or tell us that you no longer want it."),
        "de": ("Ihre Bestellung {order} kam zu uns zurück",
               "der Zusteller konnte Ihre Bestellung {order} nicht übergeben; sie ist wieder bei uns.\n"
               "Antworten Sie mit der richtigen Adresse oder sagen Sie uns, dass Sie sie nicht mehr möchten."),
        "es": ("Su pedido {order} ha vuelto a nosotros",
               "el transportista no pudo entregar su pedido {order}; vuelve a estar aquí.\n"
               "Responda con la dirección correcta o díganos que ya no lo desea."),
        "fr": ("Votre commande {order} nous est revenue",
               "le transporteur n\u2019a pas pu remettre votre commande {order}\u00a0; elle est de nouveau chez nous.\n"
               "Répondez avec la bonne adresse, ou dites-nous que vous n\u2019en voulez plus."),
    },
    "late_truck": {
        "en": ("Your order {order} leaves a little later",
               "your order {order} did not make today\u2019s pick-up. It leaves with the next one.\n"
               "You need not do anything."),
        "de": ("Ihre Bestellung {order} geht etwas später hinaus",
               "Ihre Bestellung {order} hat die heutige Abholung nicht erreicht. Sie geht mit der nächsten hinaus.\n"
               "Sie brauchen nichts zu tun."),
        "es": ("Su pedido {order} sale un poco más tarde",
               "su pedido {order} no ha llegado a la recogida de hoy. Sale con la siguiente.\n"
               "No tiene que hacer nada."),
        "fr": ("Votre commande {order} part un peu plus tard",
               "votre commande {order} a manqué l\u2019enlèvement d\u2019aujourd\u2019hui. Elle part avec le suivant.\n"
               "Vous n\u2019avez rien à faire."),
    },
}  # fmt: skip


def shipped_templates() -> Iterator[tuple[str, str, int, Mapping[str, Any]]]:
    """All of them, as rules of the kind `template`, off."""
    for rank, (key, languages) in enumerate(_WORDS.items(), start=1):
        for lang, (subject, text) in languages.items():
            whole = f"{_HELLO[lang]}\n\n{text}\n\n{_BYE[lang]}\n{{shop}}"
            yield "template", code_of(key, lang), 1, {"subject": subject, "text": whole, "on": False, "rank": rank}
