<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name></name>
    <message>
        <source>The system&apos;s language</source>
        <translation>Sprache des Systems</translation>
    </message>
    <message>
        <source>The language changes when the program starts the next time.</source>
        <translation>Die Sprache wechselt, wenn das Programm das nächste Mal startet.</translation>
    </message>
    <message>
        <source>Pixel masks for photos with fully convolutional networks: the net draws live, a brush corrects, and it learns from the corrections.</source>
        <translation>Pixelmasken für Fotos mit Fully Convolutional Networks: Das Netz zeichnet live, ein Pinsel korrigiert, und es lernt aus den Korrekturen.</translation>
    </message>
    <message>
        <source>About FCN GUI</source>
        <translation>Über FCN GUI</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Copy facts</source>
        <translation>Angaben kopieren</translation>
    </message>
    <message>
        <source>For a report of a fault</source>
        <translation>Für einen Fehlerbericht</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>1 of {all}</source>
        <translation>1 von {all}</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>Label {number}</source>
        <translation>Label {number}</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Click: confirm this region</source>
        <translation>Klick: diese Region bestätigen</translation>
    </message>
    <message>
        <source>Click: take this region</source>
        <translation>Klick: diese Region übernehmen</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Nachher</translation>
    </message>
    <message>
        <source>Check labels</source>
        <translation>Labels prüfen</translation>
    </message>
    <message>
        <source>&amp;Mine is right</source>
        <translation>&amp;Meins stimmt</translation>
    </message>
    <message>
        <source>Never ask again  (Alt+M)</source>
        <translation>Nie wieder fragen  (Alt+M)</translation>
    </message>
    <message>
        <source>&amp;Take the net&apos;s</source>
        <translation>Ne&amp;tz hat recht</translation>
    </message>
    <message>
        <source>An edit that can be undone  (Alt+T)</source>
        <translation>Lässt sich rückgängig machen  (Alt+T)</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Places where the net disagrees</source>
        <translation>Stellen, an denen das Netz widerspricht</translation>
    </message>
    <message>
        <source>The net looks for slips: places that you confirmed as one label and that it surely calls another.</source>
        <translation>Das Netz sucht Versehen: Stellen, die Sie als ein Label bestätigt haben und die es sicher für ein anderes hält.</translation>
    </message>
    <message>
        <source>Comparing: {done:,} of {images}</source>
        <translation>Vergleich läuft: {images}, davon {done:,} fertig</translation>
    </message>
    <message>
        <source>The check ended before the first image was compared: check again.</source>
        <translation>Die Prüfung endete vor dem ersten Vergleich: bitte erneut prüfen.</translation>
    </message>
    <message>
        <source>There is nothing to check yet: correct or accept an image first.</source>
        <translation>Es gibt noch nichts zu prüfen: zuerst ein Bild korrigieren oder übernehmen.</translation>
    </message>
    <message>
        <source>Nothing is left: on {images} you and the net, where it is sure, agree.</source>
        <translation>Nichts mehr offen. {images} verglichen: Wo das Netz sicher ist, ist es mit Ihnen einig.</translation>
    </message>
    <message>
        <source>Choose a place to see it in its image.</source>
        <translation>Eine Stelle wählen, um sie im Bild zu sehen.</translation>
    </message>
    <message>
        <source>{share} sure, {pixels} in {image}</source>
        <translation>{share} sicher, {pixels} in {image}</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>You said {said}, the net says {net}</source>
        <translation>Sie sagen {said}, das Netz sagt {net}</translation>
    </message>
    <message>
        <source>{places} left, {done:,} of {images} compared.</source>
        <translation>Noch {places}. {images}, davon {done:,} verglichen.</translation>
    </message>
    <message>
        <source>{places} left, {images} compared.</source>
        <translation>Noch {places}. {images} verglichen.</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>places</source>
        <translation>Stellen</translation>
    </message>
    <message>
        <source>corrected image</source>
        <translation>korrigiertes Bild</translation>
    </message>
    <message>
        <source>corrected images</source>
        <translation>korrigierte Bilder</translation>
    </message>
    <message>
        <source>{share} sure · {pixels} px · {image}</source>
        <translation>{share} sicher · {pixels} px · {image}</translation>
    </message>
    <message>
        <source>no values yet</source>
        <translation>noch keine Werte</translation>
    </message>
    <message>
        <source>Waiting for the first value</source>
        <translation>Noch kein Wert</translation>
    </message>
    <message>
        <source>{last:g} steps</source>
        <translation>{last:g} Schritte</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Brush and overlay</source>
        <translation>Pinsel und Überlagerung</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Fine-tuning</source>
        <translation>Nachlernen</translation>
    </message>
    <message>
        <source>Nets</source>
        <translation>Netze</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Examples of each label</source>
        <translation>Beispiele je Label</translation>
    </message>
    <message>
        <source>{label}  (new)</source>
        <translation>{label}  (neu)</translation>
    </message>
    <message>
        <source>The net has never seen this label: its score layers will grow</source>
        <translation>Dieses Label kennt das Netz noch nicht: Seine Ausgabeschichten wachsen</translation>
    </message>
    <message>
        <source>History of edits</source>
        <translation>Verlauf der Änderungen</translation>
    </message>
    <message>
        <source>Strokes appear here. Click one to go back to it.</source>
        <translation>Hier erscheinen die Striche. Ein Klick auf einen führt zu ihm zurück.</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Geöffnet</translation>
    </message>
    <message>
        <source>Held out</source>
        <translation>Prüfbild</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Most doubtful first</source>
        <translation>Zweifelhafteste zuerst</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation>Bilder filtern</translation>
    </message>
    <message>
        <source>Filter images by name</source>
        <translation>Bilder nach Namen filtern</translation>
    </message>
    <message>
        <source>Filter by status or label</source>
        <translation>Nach Status oder Label filtern</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Sortieren</translation>
    </message>
    <message>
        <source>No images yet.</source>
        <translation>Noch keine Bilder.</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>No image matches.</source>
        <translation>Kein Bild passt.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>{shown:,} of {images}</source>
        <translation>{images}, davon {shown:,} gezeigt</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>With label</source>
        <translation>Mit Label</translation>
    </message>
    <message>
        <source>Not corrected</source>
        <translation>Nicht korrigiert</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>Korrigiert</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>Nicht lesbar</translation>
    </message>
    <message>
        <source>Doubt {share}</source>
        <translation>Zweifel {share}</translation>
    </message>
    <message>
        <source>Held out: fine-tuning is checked on it and never learns from it</source>
        <translation>Prüfbild (zurückgehalten): Das Nachlernen wird daran geprüft und lernt nie daraus</translation>
    </message>
    <message>
        <source>Label name</source>
        <translation>Name des Labels</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Change colour…</source>
        <translation>Farbe ändern…</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Einblenden</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Entsperren</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>Zusammenführen mit</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Delete unused labels…</source>
        <translation>Unbenutzte Labels löschen…</translation>
    </message>
    <message>
        <source>void</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>Marks pixels that do not count, in training and in scores</source>
        <translation>Markiert Pixel, die weder beim Lernen noch bei den Werten zählen</translation>
    </message>
    <message>
        <source>{pixels:,} pixels in this image</source>
        <translation>{pixels:,} Pixel in diesem Bild</translation>
    </message>
    <message>
        <source>IU {score} with what is confirmed in this image</source>
        <translation>IU {score} gegenüber dem, was in diesem Bild bestätigt ist</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>Ausgeblendet</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Add a label</source>
        <translation>Label hinzufügen</translation>
    </message>
    <message>
        <source>Name of a new label</source>
        <translation>Name eines neuen Labels</translation>
    </message>
    <message>
        <source>Show all labels, or hide all but the current one</source>
        <translation>Alle Labels einblenden oder alle bis auf das aktuelle ausblenden</translation>
    </message>
    <message>
        <source>No labels yet. Name the first one below.</source>
        <translation>Noch keine Labels. Unten das erste benennen.</translation>
    </message>
    <message>
        <source>Colour of {label}</source>
        <translation>Farbe von {label}</translation>
    </message>
    <message>
        <source>There is a label {name!r} already.</source>
        <translation>Das Label {name!r} gibt es schon.</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Leisten</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>IU per label</source>
        <translation>IU je Label</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>IU of each label before and after</source>
        <translation>IU je Label vorher und nachher</translation>
    </message>
    <message>
        <source>label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>{labels} in no held-out image</source>
        <translation>{labels} auf keinem Prüfbild</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>In no held-out image, so nothing can be said about it</source>
        <translation>Auf keinem Prüfbild, daher lässt sich nichts darüber sagen</translation>
    </message>
    <message>
        <source>{change} points</source>
        <translation>{change} Punkte</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>Aus dieser Liste entfernen</translation>
    </message>
    <message>
        <source>Open image</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>One photo</source>
        <translation>Ein einzelnes Foto</translation>
    </message>
    <message>
        <source>Open one image</source>
        <translation>Ein Bild öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>All its images</source>
        <translation>Alle Bilder darin</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>Einen Ordner mit Bildern öffnen</translation>
    </message>
    <message>
        <source>Try the samples</source>
        <translation>Beispiele ausprobieren</translation>
    </message>
    <message>
        <source>Photos that come with it</source>
        <translation>Mitgelieferte Fotos</translation>
    </message>
    <message>
        <source>Open the sample photos</source>
        <translation>Beispielfotos öffnen</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Projects you open appear here.</source>
        <translation>Geöffnete Projekte erscheinen hier.</translation>
    </message>
    <message>
        <source>or drop images or a folder anywhere here</source>
        <translation>oder Bilder oder einen Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Pixel masks for your photos: the net draws, you correct, it learns.</source>
        <translation>Pixelmasken für Ihre Fotos: Das Netz zeichnet, Sie korrigieren, es lernt.</translation>
    </message>
    <message>
        <source>Zoom (click: fit to window)</source>
        <translation>Zoom (Klick: ans Fenster anpassen)</translation>
    </message>
    <message>
        <source>Net and device (click: models)</source>
        <translation>Netz und Gerät (Klick: Netze)</translation>
    </message>
    <message>
        <source>No net loaded</source>
        <translation>Kein Netz geladen</translation>
    </message>
    <message>
        <source>waiting for the net</source>
        <translation>wartet auf das Netz</translation>
    </message>
    <message>
        <source>{share} confirmed</source>
        <translation>{share} bestätigt</translation>
    </message>
    <message>
        <source>differs {share}</source>
        <translation>Abweichung {share}</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Hide the reason</source>
        <translation>Begründung ausblenden</translation>
    </message>
    <message>
        <source>Suggested image: {why}</source>
        <translation>Vorgeschlagenes Bild: {why}</translation>
    </message>
    <message>
        <source>Back to the preview</source>
        <translation>Zurück zur Vorschau</translation>
    </message>
    <message>
        <source>Your corrections and the net you use are as they were.</source>
        <translation>Ihre Korrekturen und das aktuelle Netz sind unverändert.</translation>
    </message>
    <message>
        <source>Train on the {device}</source>
        <translation>Auf der {device} nachlernen</translation>
    </message>
    <message>
        <source>A moment, 5 s</source>
        <translation>Einen Moment, 5 s</translation>
    </message>
    <message>
        <source>Quick, 20 s</source>
        <translation>Kurz, 20 s</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>3 minutes</source>
        <translation>3 Minuten</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 Minuten</translation>
    </message>
    <message>
        <source>Nothing is corrected yet. A few strokes on two or three images are a start.</source>
        <translation>Noch ist nichts korrigiert. Ein paar Striche auf zwei oder drei Bildern sind ein Anfang.</translation>
    </message>
    <message>
        <source>Start fine-tuning</source>
        <translation>Nachlernen starten</translation>
    </message>
    <message>
        <source>Start all the same</source>
        <translation>Trotzdem starten</translation>
    </message>
    <message>
        <source>Time to spend</source>
        <translation>Zeit für das Nachlernen</translation>
    </message>
    <message>
        <source>You can stop earlier and keep what was learnt</source>
        <translation>Lässt sich früher beenden; das Gelernte bleibt</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>Change the recipe</source>
        <translation>Rezept ändern</translation>
    </message>
    <message>
        <source>Factor on the recipe&apos;s learning rate</source>
        <translation>Faktor auf die Lernrate des Rezepts</translation>
    </message>
    <message>
        <source>Keep the backbone as it is</source>
        <translation>Backbone unverändert lassen</translation>
    </message>
    <message>
        <source>Faster and safer with few images; learns less</source>
        <translation>Schneller und sicherer bei wenigen Bildern; lernt weniger</translation>
    </message>
    <message>
        <source>Vary scale and mirror</source>
        <translation>Größe variieren und spiegeln</translation>
    </message>
    <message>
        <source>Go on from the net in use</source>
        <translation>Vom aktuellen Netz ausgehen</translation>
    </message>
    <message>
        <source>Otherwise every run learns all corrections anew from the same net, so that small errors do not add up</source>
        <translation>Sonst lernt jeder Lauf alle Korrekturen neu vom selben Netz aus, damit sich kleine Fehler nicht summieren</translation>
    </message>
    <message>
        <source>Keep all that the net knows</source>
        <translation>Alles Gelernte behalten</translation>
    </message>
    <message>
        <source>Otherwise what it knows is left out where nothing of it was confirmed or shows in the images: the rest is learnt faster and better without</source>
        <translation>Sonst entfällt, was weder bestätigt wurde noch auf den Bildern zu sehen ist: So lernt das Netz den Rest schneller und besser</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Takes {time} and about {memory} of memory.</source>
        <translation>Dauert {time} und braucht etwa {memory} Speicher.</translation>
    </message>
    <message>
        <source>Painting goes on meanwhile.</source>
        <translation>Malen geht währenddessen weiter.</translation>
    </message>
    <message>
        <source>Starts from {net}.</source>
        <translation>Beginnt mit {net}.</translation>
    </message>
    <message>
        <source>Starts from {net}, learns all corrections, and is compared with {in_use}.</source>
        <translation>Beginnt mit {net}, lernt alle Korrekturen und wird mit {in_use} verglichen.</translation>
    </message>
    <message>
        <source>Nothing to learn from yet</source>
        <translation>Noch nichts zu lernen</translation>
    </message>
    <message>
        <source>Learn from {images}, unchecked</source>
        <translation>{images} zum Lernen, keine zum Prüfen</translation>
    </message>
    <message>
        <source>Learn from {images}, check on {held_out}</source>
        <translation>{images} zum Lernen, {held_out} zum Prüfen</translation>
    </message>
    <message>
        <source>No image is held out, so nobody can say afterwards whether the net got better.</source>
        <translation>Kein Bild ist zum Prüfen zurückgehalten; ob das Netz besser wird, lässt sich danach nicht sagen.</translation>
    </message>
    <message>
        <source>{images} never learnt from, chosen once by content and kept for good, so that before and after can be compared.</source>
        <translation>{images} zum Prüfen zurückgehalten: einmal nach dem Inhalt gewählt und nie gelernt, damit sich Vorher und Nachher vergleichen lassen.</translation>
    </message>
    <message>
        <source>No examples of {labels}: these may get worse, or are left out where the images show none of them.</source>
        <translation>Keine Beispiele für {labels}: Das kann schlechter werden oder wegfallen, wo die Bilder nichts davon zeigen.</translation>
    </message>
    <message>
        <source>The net got better</source>
        <translation>Das Netz ist besser geworden</translation>
    </message>
    <message>
        <source>Probably better</source>
        <translation>Wahrscheinlich besser</translation>
    </message>
    <message>
        <source>No clear change</source>
        <translation>Keine klare Änderung</translation>
    </message>
    <message>
        <source>Probably worse</source>
        <translation>Wahrscheinlich schlechter</translation>
    </message>
    <message>
        <source>The net got worse</source>
        <translation>Das Netz ist schlechter geworden</translation>
    </message>
    <message>
        <source>Done, but not checked</source>
        <translation>Fertig, aber ungeprüft</translation>
    </message>
    <message>
        <source>Held-out images, worst change first</source>
        <translation>Prüfbilder, schlechteste Änderung zuerst</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Use the new net from now on</source>
        <translation>Ab jetzt das neue Netz verwenden</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Go on with the net as it was</source>
        <translation>Mit dem bisherigen Netz weiterarbeiten</translation>
    </message>
    <message>
        <source>No scores: the net was not checked.</source>
        <translation>Keine Werte: Das Netz wurde nicht geprüft.</translation>
    </message>
    <message>
        <source>Mean IU</source>
        <translation>Mittlere IU</translation>
    </message>
    <message>
        <source>{better} better, {worse} worse</source>
        <translation>{better} besser, {worse} schlechter</translation>
    </message>
    <message>
        <source>{image}: mean IU {before} before, {after} after</source>
        <translation>{image}: mittlere IU vorher {before}, nachher {after}</translation>
    </message>
    <message>
        <source>Keep all the same</source>
        <translation>Trotzdem behalten</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Held-out mean IU</source>
        <translation>IU der Prüfbilder</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Give the cores back</source>
        <translation>Prozessorkerne freigeben</translation>
    </message>
    <message>
        <source>Stop and keep</source>
        <translation>Beenden und behalten</translation>
    </message>
    <message>
        <source>End now with the net as it is</source>
        <translation>Jetzt beenden, mit dem Netz, wie es ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>End now and forget this run</source>
        <translation>Jetzt beenden und diesen Lauf vergessen</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>Reading the corrected images and the net.</source>
        <translation>Die korrigierten Bilder und das Netz werden gelesen.</translation>
    </message>
    <message>
        <source>On {device}. Painting and browsing go on as usual.</source>
        <translation>Auf {device}. Malen und Blättern gehen weiter wie gewohnt.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird beendet</translation>
    </message>
    <message>
        <source>Checking the net on the held-out images</source>
        <translation>Das Netz wird auf den Prüfbildern geprüft</translation>
    </message>
    <message>
        <source>{share:.0%} done, {time} left</source>
        <translation>{share:.0%} fertig, noch {time}</translation>
    </message>
    <message>
        <source>before</source>
        <translation>vorher</translation>
    </message>
    <message>
        <source>{names} and {more:,} more</source>
        <translation>{names} und {more:,} weitere</translation>
    </message>
    <message>
        <source>And {left} more.</source>
        <translation>Und {left} weitere.</translation>
    </message>
    <message>
        <source>a moment</source>
        <translation>einen Moment</translation>
    </message>
    <message>
        <source>about {seconds} s</source>
        <translation>etwa {seconds} s</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>etwa {minutes} min</translation>
    </message>
    <message>
        <source>about {hours} h</source>
        <translation>etwa {hours} h</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation>etwa {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>Learning. The first check on the held-out images is yet to come.</source>
        <translation>Lernt. Die erste Prüfung auf den Prüfbildern steht noch aus.</translation>
    </message>
    <message>
        <source>Below the net in use for now: {now}, that has {before}.</source>
        <translation>Vorerst unter dem aktuellen Netz: {now} statt {before}.</translation>
    </message>
    <message>
        <source>No gain for {checks} checks. The best check so far was {best}.</source>
        <translation>Kein Gewinn seit {checks} Prüfungen. Bester Wert bisher: {best}.</translation>
    </message>
    <message>
        <source>Still improving: {best} at best, up from {start}.</source>
        <translation>Wird noch besser: anfangs {start}, bester Wert {best}.</translation>
    </message>
    <message>
        <source>Learning. Held-out mean IU is {now}: no clear gain yet.</source>
        <translation>Lernt. Mittlere IU der Prüfbilder: {now}, noch kein klarer Gewinn.</translation>
    </message>
    <message>
        <source>One held-out image cannot tell how others would change. Correct more.</source>
        <translation>Ein einziges Prüfbild sagt nicht, wie sich andere ändern würden. Bitte mehr Bilder korrigieren.</translation>
    </message>
    <message>
        <source>No image was held out, so nobody knows whether this net is better.</source>
        <translation>Es gab keine Prüfbilder, daher weiß niemand, ob dieses Netz besser ist.</translation>
    </message>
    <message>
        <source>Mean IU changed by {low} to {high} points (95 % interval, {images} held-out images).</source>
        <translation>Die mittlere IU änderte sich um {low} bis {high} Punkte (95-Prozent-Intervall, {images} Prüfbilder).</translation>
    </message>
    <message>
        <source>This may be chance.</source>
        <translation>Das kann Zufall sein.</translation>
    </message>
</context>
</TS>
