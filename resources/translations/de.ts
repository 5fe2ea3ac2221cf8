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
        <source>Images ({pattern})</source>
        <translation>Bilder ({pattern})</translation>
    </message>
    <message>
        <source>Two projects</source>
        <translation>Zwei Projekte</translation>
    </message>
    <message>
        <source>Open video</source>
        <translation>Video öffnen</translation>
    </message>
    <message>
        <source>The one beside the images</source>
        <translation>Das neben den Bildern</translation>
    </message>
    <message>
        <source>The other one</source>
        <translation>Das andere</translation>
    </message>
    <message>
        <source>There are masks of the images in {images}, but nothing can be saved there.</source>
        <translation>Zu den Bildern in {images} gibt es Masken, aber dort kann nichts gespeichert werden.</translation>
    </message>
    <message>
        <source>Read-only folder</source>
        <translation>Schreibgeschützter Ordner</translation>
    </message>
    <message>
        <source>guide.md</source>
        <translation>guide.de.md</translation>
    </message>
    <message>
        <source>learn/README.md</source>
        <translation>learn/README.de.md</translation>
    </message>
    <message>
        <source>Copy them to {folder}, and go on there?</source>
        <translation>Sie nach {folder} kopieren und dort weitermachen?</translation>
    </message>
    <message>
        <source>Copy and go on</source>
        <translation>Kopieren und weitermachen</translation>
    </message>
    <message>
        <source>Nothing can be saved in {images}.</source>
        <translation>In {images} kann nichts gespeichert werden.</translation>
    </message>
    <message>
        <source>Keep the masks in {folder}?</source>
        <translation>Die Masken in {folder} aufbewahren?</translation>
    </message>
    <message>
        <source>Keep them there</source>
        <translation>Dort aufbewahren</translation>
    </message>
    <message>
        <source>There are masks of images in {were}, which is gone.</source>
        <translation>Es gibt Masken zu Bildern in {were}; diesen Ordner gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Are they the images in {images}?</source>
        <translation>Sind es die Bilder in {images}?</translation>
    </message>
    <message>
        <source>They are the same</source>
        <translation>Es sind dieselben</translation>
    </message>
    <message>
        <source>They are others</source>
        <translation>Es sind andere</translation>
    </message>
    <message>
        <source>Videos ({pattern})</source>
        <translation>Videos ({pattern})</translation>
    </message>
    <message>
        <source>Net</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>not loaded yet</source>
        <translation>noch nicht geladen</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>Aufbau</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>The language changes when the program starts the next time.</source>
        <translation>Die Sprache wechselt, wenn das Programm das nächste Mal startet.</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Jetzt neu starten</translation>
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
        <source>{n} more</source>
        <translation>{n} weitere</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Label {number}</source>
        <translation>Label {number}</translation>
    </message>
    <message>
        <source>32s, 16s and 8s are the net&apos;s three answers, one score every 32, 16 and 8 pixels: the coarse one knows best what is there, the fine one where it ends. “Differs” is the share of pixels where an answer is not what the mask says, dashed in the picture.</source>
        <translation>32s, 16s und 8s sind die drei Antworten des Netzes, mit einem Wert alle 32, 16 und 8 Pixel: Die grobe weiß am besten, was da ist, die feine, wo es endet. „Abweichung“ ist der Anteil der Pixel, bei denen eine Antwort nicht das sagt, was die Maske sagt, im Bild gestrichelt umrandet.</translation>
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
        <source>&amp;Take the net&apos;s</source>
        <translation>Ne&amp;tz hat recht</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Import masks: choose their folder</source>
        <translation>Masken importieren: Ordner wählen</translation>
    </message>
    <message>
        <source>Masks are known by their image&apos;s name.</source>
        <translation>Masken werden am Namen ihres Bildes erkannt.</translation>
    </message>
    <message>
        <source>Import masks</source>
        <translation>Masken importieren</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>What they leave unlabelled is background</source>
        <translation>Was sie ohne Label lassen, ist Hintergrund</translation>
    </message>
    <message>
        <source>Off: it stays untouched, for you and the net to fill</source>
        <translation>Aus: Es bleibt unberührt, für Sie und das Netz</translation>
    </message>
    <message>
        <source>Importing {masks:,} masks…</source>
        <translation>{masks:,} Masken werden importiert…</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Importing masks: {done:,} of {all:,}</source>
        <translation>Masken werden importiert: {done:,} von {all:,}</translation>
    </message>
    <message>
        <source>Taking masks back: {done:,} of {all:,}</source>
        <translation>Masken werden zurückgenommen: {done:,} von {all:,}</translation>
    </message>
    <message>
        <source>Import {kind} masks for {images}?</source>
        <translation>Masken ({kind}) für {images} importieren?</translation>
    </message>
    <message>
        <source>New labels: {labels}.</source>
        <translation>Neue Labels: {labels}.</translation>
    </message>
    <message>
        <source>Images with a mask there have corrections.</source>
        <translation>Die Bilder, für die es dort Masken gibt, haben Korrekturen.</translation>
    </message>
    <message>
        <source>No mask there belongs to an image that can be read.</source>
        <translation>Keine Maske dort gehört zu einem lesbaren Bild.</translation>
    </message>
    <message>
        <source>1 mask belongs to no image here: their names differ.</source>
        <translation>1 Maske gehört zu keinem Bild hier: Die Namen sind verschieden.</translation>
    </message>
    <message>
        <source>{number:,} masks belong to no image here: their names differ.</source>
        <translation>{number:,} Masken gehören zu keinem Bild hier: Die Namen sind verschieden.</translation>
    </message>
    <message>
        <source>1 mask shares its name with others and cannot be told apart.</source>
        <translation>1 Maske heißt wie andere und lässt sich nicht zuordnen.</translation>
    </message>
    <message>
        <source>{number:,} masks share their names with others and cannot be told apart.</source>
        <translation>{number:,} Masken heißen wie andere und lassen sich nicht zuordnen.</translation>
    </message>
    <message>
        <source>Cannot be read: {files}.</source>
        <translation>Nicht lesbar: {files}.</translation>
    </message>
    <message>
        <source>1 mask imported.</source>
        <translation>1 Maske importiert.</translation>
    </message>
    <message>
        <source>{number:,} masks imported.</source>
        <translation>{number:,} Masken importiert.</translation>
    </message>
    <message>
        <source>1 mask taken back.</source>
        <translation>1 Maske zurückgenommen.</translation>
    </message>
    <message>
        <source>{number:,} masks taken back.</source>
        <translation>{number:,} Masken zurückgenommen.</translation>
    </message>
    <message>
        <source>1 mask was left out: {problem}</source>
        <translation>1 Maske ausgelassen: {problem}</translation>
    </message>
    <message>
        <source>{number:,} masks were left out: {problem}</source>
        <translation>{number:,} Masken ausgelassen: {problem}</translation>
    </message>
    <message>
        <source>1 image stays as you left it.</source>
        <translation>1 Bild bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>{number:,} images stay as you left them.</source>
        <translation>{number:,} Bilder bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Never ask again</source>
        <translation>Nie wieder fragen</translation>
    </message>
    <message>
        <source>An edit that can be undone</source>
        <translation>Lässt sich rückgängig machen</translation>
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
        <source>This net does not know {labels} yet: fine-tune first.</source>
        <translation>Dieses Netz kennt {labels} noch nicht: zuerst nachlernen lassen.</translation>
    </message>
    <message>
        <source>{share} sure · {pixels} px</source>
        <translation>{share} sicher · {pixels} px</translation>
    </message>
    <message>
        <source>Merge labels</source>
        <translation>Labels zusammenführen</translation>
    </message>
    <message>
        <source>Delete labels</source>
        <translation>Labels löschen</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Zusammenführen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>{labels} deleted.</source>
        <translation>{labels} gelöscht.</translation>
    </message>
    <message>
        <source>Delete {labels} that nothing was corrected with?</source>
        <translation>{labels} ohne Korrekturen löschen?</translation>
    </message>
    <message>
        <source>{labels}. What a net sees of them is no longer shown.</source>
        <translation>{labels}. Was ein Netz davon sieht, wird nicht mehr angezeigt.</translation>
    </message>
    <message>
        <source>Cannot be read, and may have it, too: {problems}</source>
        <translation>Nicht lesbar und vielleicht auch betroffen: {problems}</translation>
    </message>
    <message>
        <source>Changing labels: {done:,} of {all:,} images</source>
        <translation>Labels werden geändert: {done:,} von {all:,} Bildern</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>Zurückholen</translation>
    </message>
    <message>
        <source>{image}: {pixels} of labels that are gone changed. Undo brings them back.</source>
        <translation>{image}: {pixels} von Labels, die es nicht mehr gibt, haben sich geändert. Rückgängig bringt sie zurück.</translation>
    </message>
    <message>
        <source>The label {label} is back</source>
        <translation>Das Label {label} ist wieder da</translation>
    </message>
    <message>
        <source>Merge {label} into {other}?</source>
        <translation>{label} mit {other} zusammenführen?</translation>
    </message>
    <message>
        <source>Delete the label {label}?</source>
        <translation>Das Label {label} löschen?</translation>
    </message>
    <message>
        <source>{pixels} change from {label} to {other}, and what a net sees as {label} is {other}. Undo takes it back, image by image.</source>
        <translation>{pixels} wechseln von {label} zu {other}, und was ein Netz als {label} sieht, ist dann {other}. „Rückgängig“ nimmt es Bild für Bild zurück.</translation>
    </message>
    <message>
        <source>{pixels} become untouched, and what a net sees of it is no longer shown. Undo takes it back, image by image.</source>
        <translation>{pixels} werden unberührt, und was ein Netz davon sieht, wird nicht mehr angezeigt. „Rückgängig“ nimmt es Bild für Bild zurück.</translation>
    </message>
    <message>
        <source>{pixels} that are not listed (in subfolders, or away) follow when they are opened.</source>
        <translation>{pixels}, die nicht gelistet sind (in Unterordnern oder fort), folgen, wenn sie geöffnet werden.</translation>
    </message>
    <message>
        <source>{label} merged into {other}: {pixels}.</source>
        <translation>{label} mit {other} zusammengeführt: {pixels}.</translation>
    </message>
    <message>
        <source>{label} deleted: {pixels}.</source>
        <translation>{label} gelöscht: {pixels}.</translation>
    </message>
    <message>
        <source>{label} merged into {other}.</source>
        <translation>{label} mit {other} zusammengeführt.</translation>
    </message>
    <message>
        <source>{label} deleted.</source>
        <translation>{label} gelöscht.</translation>
    </message>
    <message>
        <source>{pixels} on {images}</source>
        <translation>{pixels} ({images})</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>No label can go: each is your own, or was corrected somewhere.</source>
        <translation>Kein Label kann entfallen: Jedes ist Ihr eigenes oder wurde irgendwo korrigiert.</translation>
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
        <source>Pixel size</source>
        <translation>Pixelgröße</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Einheit</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
    <message>
        <source>pixels are</source>
        <translation>Pixel sind</translation>
    </message>
    <message>
        <source>long.</source>
        <translation>lang.</translation>
    </message>
    <message>
        <source>For all images of this project whose files do not say it, as TIFFs of microscopes and maps do. The ruler, the list of labels and the tables of an export then measure in it.</source>
        <translation>Für alle Bilder dieses Projekts, deren Dateien es nicht selbst sagen, wie es TIFFs von Mikroskopen und Karten tun. Das Lineal, die Liste der Labels und die Tabellen eines Exports messen dann damit.</translation>
    </message>
    <message>
        <source>Both are numbers above 0, written as {example}.</source>
        <translation>Beides sind Zahlen über 0, geschrieben wie {example}.</translation>
    </message>
    <message>
        <source>The file of the open image says {size} itself, and that counts for it.</source>
        <translation>Die Datei des offenen Bildes sagt selbst {size}, und das gilt für dieses Bild.</translation>
    </message>
    <message>
        <source>So many pixels were measured with the ruler. How long is that in reality?</source>
        <translation>So viele Pixel hat das Lineal gemessen. Wie lang ist das in Wirklichkeit?</translation>
    </message>
    <message>
        <source>A scale bar of 236 pixels, for example, is 100 µm long. Measure it with the ruler first, and its pixels are filled in.</source>
        <translation>Ein Maßstabsbalken von 236 Pixeln ist zum Beispiel 100 µm lang. Messen Sie ihn zuerst mit dem Lineal, dann sind seine Pixel schon eingetragen.</translation>
    </message>
    <message>
        <source>One pixel: {size}. The open image: {width} x {height} {unit}.</source>
        <translation>Ein Pixel: {size}. Das offene Bild: {width} x {height} {unit}.</translation>
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
        <source>{images:,} images</source>
        <translation>{images:,} Bilder</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>In der Dateiverwaltung zeigen</translation>
    </message>
    <message>
        <source>Copy paths</source>
        <translation>Pfade kopieren</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>Pfad kopieren</translation>
    </message>
    <message>
        <source>Accept the net&apos;s mask</source>
        <translation>Maske des Netzes übernehmen</translation>
    </message>
    <message>
        <source>Paste what was copied</source>
        <translation>Kopiertes einfügen</translation>
    </message>
    <message>
        <source>Tidy up {label}</source>
        <translation>{label} aufräumen</translation>
    </message>
    <message>
        <source>Drop all corrections</source>
        <translation>Alle Korrekturen verwerfen</translation>
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
        <source>No image fits this choice yet.</source>
        <translation>Noch passt kein Bild zu dieser Wahl.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>Writing and reading back</source>
        <translation>Schreiben und Zurücklesen</translation>
    </message>
    <message>
        <source>Counting {image}</source>
        <translation>{image} wird gezählt</translation>
    </message>
    <message>
        <source>They are in {folder}.</source>
        <translation>Zu finden in {folder}.</translation>
    </message>
    <message>
        <source>The export was stopped before anything was written.</source>
        <translation>Der Export wurde beendet, bevor etwas geschrieben war.</translation>
    </message>
    <message>
        <source>The export was stopped: {done:,} of {all:,} images is in {folder}.</source>
        <translation>Der Export wurde beendet: {done:,} von {all:,} Bildern ist in {folder}.</translation>
    </message>
    <message>
        <source>The export was stopped: {done:,} of {all:,} images are in {folder}.</source>
        <translation>Der Export wurde beendet: {done:,} von {all:,} Bildern sind in {folder}.</translation>
    </message>
    <message>
        <source>It has no masks yet: this format has them in one file, written at its end. Export anew.</source>
        <translation>Er enthält noch keine Masken: Dieses Format hat sie in einer Datei, die am Ende geschrieben wird. Exportieren Sie neu.</translation>
    </message>
    <message>
        <source>What is there is whole. Lists and tables of all are written at the end of an export alone.</source>
        <translation>Was dort ist, ist vollständig. Listen und Tabellen über alle werden erst am Ende eines Exports geschrieben.</translation>
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
        <source>object</source>
        <translation>Objekt</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>{images}, {objects}</source>
        <translation>{images}, {objects}</translation>
    </message>
    <message>
        <source>Masks written, without images: {images}.</source>
        <translation>Masken ohne Bilder geschrieben: {images}.</translation>
    </message>
    <message>
        <source>{images} written with masks.</source>
        <translation>{images} mit Masken geschrieben.</translation>
    </message>
    <message>
        <source>Each of {pixels:,} mask pixels was read back and is the same.</source>
        <translation>Alle {pixels:,} Maskenpixel wurden zurückgelesen und sind gleich.</translation>
    </message>
    <message>
        <source>Of {pixels:,} mask pixels {share:.2f} % are the same when read back.</source>
        <translation>Von {pixels:,} Maskenpixeln sind beim Zurücklesen {share:.2f} % gleich.</translation>
    </message>
    <message>
        <source>{done:,} predicted, {left:,} not yet</source>
        <translation>{done:,} vorhergesagt, {left:,} noch nicht</translation>
    </message>
    <message>
        <source>Predict all</source>
        <translation>Alle vorhersagen</translation>
    </message>
    <message>
        <source>Ask the net about all images, so that filters know them</source>
        <translation>Das Netz nach allen Bildern fragen, damit Filter sie kennen</translation>
    </message>
    <message>
        <source>{shown:,} of {images}</source>
        <translation>{shown:,} / {images}</translation>
    </message>
    <message>
        <source>Corrections over prediction</source>
        <translation>Korrekturen über der Vorhersage</translation>
    </message>
    <message>
        <source>Corrections alone</source>
        <translation>Nur Korrekturen</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Corrected images</source>
        <translation>Korrigierte Bilder</translation>
    </message>
    <message>
        <source>Accepted images only</source>
        <translation>Nur übernommene Bilder</translation>
    </message>
    <message>
        <source>Those selected in the list ({images:,})</source>
        <translation>Die in der Liste ausgewählten ({images:,})</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>{images}: {train} train, {val} val</source>
        <translation>{images}: {train} train, {val} val</translation>
    </message>
    <message>
        <source>Counting {image} … {done:,} of {all:,}</source>
        <translation>{image} wird gezählt … {done:,} von {all:,}</translation>
    </message>
    <message>
        <source>{done:,} of {all:,}</source>
        <translation>{done:,} von {all:,}</translation>
    </message>
    <message>
        <source>Exported and checked</source>
        <translation>Exportiert und geprüft</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exportiert</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Those that the list shows ({images:,})</source>
        <translation>Die, welche die Liste zeigt ({images:,})</translation>
    </message>
    <message>
        <source>Write the held-out images as the val split</source>
        <translation>Die Prüfbilder als val-Teil schreiben</translation>
    </message>
    <message>
        <source>Masks alone, without the images</source>
        <translation>Nur die Masken, ohne die Bilder</translation>
    </message>
    <message>
        <source>Gaps of one pixel at necks, in what is written; the project stays as it is</source>
        <translation>Lücken von einem Pixel an Engstellen, nur in dem, was geschrieben wird; das Projekt bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Folder to write into</source>
        <translation>Ordner, in den geschrieben wird</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Smaller ones become what surrounds them, in what is written; the project stays</source>
        <translation>Kleinere werden zu dem, was sie umgibt, in dem, was geschrieben wird; das Projekt bleibt, wie es ist</translation>
    </message>
    <message>
        <source>The files go into {folder}, a folder of their own.</source>
        <translation>Die Dateien kommen nach {folder}, in einen eigenen Ordner.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Zählt…</translation>
    </message>
    <message>
        <source>Confirmed by people</source>
        <translation>Von Menschen bestätigt</translation>
    </message>
    <message>
        <source>Export progress</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>Leave out objects under</source>
        <translation>Objekte weglassen unter</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Being exported and checked: half a minute or so.</source>
        <translation>Wird exportiert und geprüft, etwa eine halbe Minute.</translation>
    </message>
    <message>
        <source>It was not exported.</source>
        <translation>Nicht exportiert.</translation>
    </message>
    <message>
        <source>Export net</source>
        <translation>Netz exportieren</translation>
    </message>
    <message>
        <source>Exported as {file}.</source>
        <translation>Exportiert als {file}.</translation>
    </message>
    <message>
        <source>{file} was written.</source>
        <translation>{file} wurde geschrieben.</translation>
    </message>
    <message>
        <source>Show folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message>
        <source>ONNX Runtime gives each of {pixels} the same label; scores differ by at most {difference:.2g}.</source>
        <translation>ONNX Runtime gibt {pixels} ausnahmslos dasselbe Label; Werte weichen höchstens um {difference:.2g} ab.</translation>
    </message>
    <message>
        <source>ONNX Runtime gives {same:,} of {pixels} the same label; scores differ by at most {difference:.2g}.</source>
        <translation>Mit ONNX Runtime haben {same:,} von {pixels} dasselbe Label; Werte weichen höchstens um {difference:.2g} ab.</translation>
    </message>
    <message>
        <source>Export into</source>
        <translation>Exportieren nach</translation>
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
        <source>Doubt about {share}: not yet predicted with the net in use</source>
        <translation>Zweifel etwa {share}: mit diesem Netz noch nicht vorhergesagt</translation>
    </message>
    <message>
        <source>Doubt {share}</source>
        <translation>Zweifel {share}</translation>
    </message>
    <message>
        <source>The net finds: {labels}</source>
        <translation>Das Netz findet: {labels}</translation>
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
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>For all images of this project that have these channels. The net sees what you see and predicts anew; your corrections stay.</source>
        <translation>Für alle Bilder dieses Projekts, die diese Kanäle haben. Das Netz sieht, was Sie sehen, und sagt neu voraus; Ihre Korrekturen bleiben.</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Einblenden</translation>
    </message>
    <message>
        <source>Show these</source>
        <translation>Diese zeigen</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keiner</translation>
    </message>
    <message>
        <source>{channels} as red, green and blue</source>
        <translation>{channels} als Rot, Grün und Blau</translation>
    </message>
    <message>
        <source>{channel} alone, grey</source>
        <translation>{channel} allein, grau</translation>
    </message>
    <message>
        <source>As chosen below</source>
        <translation>Wie unten gewählt</translation>
    </message>
    <message>
        <source>Channel {number}</source>
        <translation>Kanal {number}</translation>
    </message>
    <message>
        <source>Choose at least one channel.</source>
        <translation>Wählen Sie wenigstens einen Kanal.</translation>
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
        <source>Tidy up in this image</source>
        <translation>In diesem Bild aufräumen</translation>
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
        <source>Saving …</source>
        <translation>Speichert …</translation>
    </message>
    <message>
        <source>{place:,} of {images:,}</source>
        <translation>{place:,} von {images:,}</translation>
    </message>
    <message>
        <source>void</source>
        <translation>Void</translation>
    </message>
    <message>
        <source>page {page:,} of {pages:,}</source>
        <translation>Seite {page:,} von {pages:,}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saved {time:%H:%M}</source>
        <translation>Gespeichert {time:%H:%M}</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>Others that the shipped net knows</source>
        <translation>Weitere, die das mitgelieferte Netz kennt</translation>
    </message>
    <message>
        <source>A click shows them</source>
        <translation>Ein Klick zeigt sie</translation>
    </message>
    <message>
        <source>A click folds them away</source>
        <translation>Ein Klick klappt sie ein</translation>
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
        <source>{objects}, mean area {area}</source>
        <translation>{objects}, mittlere Fläche {area}</translation>
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
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>A photo, TIFF, stack or video</source>
        <translation>Ein Foto, TIFF, Stapel oder Video</translation>
    </message>
    <message>
        <source>Open one image or video</source>
        <translation>Ein Bild oder Video öffnen</translation>
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
        <source>Pixel masks for your images: a net draws, you correct, it learns.</source>
        <translation>Pixelmasken für Ihre Bilder: Ein Netz zeichnet, Sie korrigieren, es lernt.</translation>
    </message>
    <message>
        <source>Three nets come with it, for everyday photos, cell nuclei under the microscope and roads seen from above: choose one under Net &gt; Nets of this project. What they do not know they learn from your corrections.</source>
        <translation>Drei Netze sind dabei, für Alltagsfotos, Zellkerne unter dem Mikroskop und Straßen von oben: Wählen Sie eines unter Netz &gt; Netze dieses Projekts. Was sie nicht kennen, lernen sie aus Ihren Korrekturen.</translation>
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
        <source>Which channels you and the net see (click: choose others)</source>
        <translation>Welche Kanäle Sie und das Netz sehen (Klick: andere wählen)</translation>
    </message>
    <message>
        <source>Zoom (click: fit to window)</source>
        <translation>Zoom (Klick: ans Fenster anpassen)</translation>
    </message>
    <message>
        <source>Net and device (click: the nets of this project)</source>
        <translation>Netz und Gerät (Klick: die Netze dieses Projekts)</translation>
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
        <source>Rest of {images} is background</source>
        <translation>Rest wird Hintergrund ({images})</translation>
    </message>
    <message>
        <source>What is not painted there becomes background. Paint all that you are after first; it can be taken back.</source>
        <translation>Was dort nicht gemalt ist, wird Hintergrund. Malen Sie vorher alles, worum es Ihnen geht; es lässt sich zurücknehmen.</translation>
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
        <source>{images} held out as a test: never learnt from, and kept as a test once chosen, so that before and after can be compared fairly.</source>
        <translation>Zum Prüfen zurückgehalten: {images}. Daraus wird nie gelernt, und was einmal gewählt ist, bleibt dabei, damit sich Vorher und Nachher ehrlich vergleichen lassen.</translation>
    </message>
    <message>
        <source>No examples of {labels}: these may get worse, or are left out where the images show none of them.</source>
        <translation>Keine Beispiele für {labels}: Das kann schlechter werden oder wegfallen, wo die Bilder nichts davon zeigen.</translation>
    </message>
    <message>
        <source>Starts from {net}, or from another of the program&apos;s that knows your labels.</source>
        <translation>Beginnt mit {net} oder mit einem anderen Netz des Programms, das Ihre Labels kennt.</translation>
    </message>
    <message>
        <source>Scoring the net in use on the held-out images.</source>
        <translation>Das benutzte Netz wird auf den Prüfbildern bewertet.</translation>
    </message>
    <message>
        <source>Learning, the last layers first.</source>
        <translation>Lernt, zuerst die letzten Schichten.</translation>
    </message>
    <message>
        <source>Learning with the whole net.</source>
        <translation>Lernt mit dem ganzen Netz.</translation>
    </message>
    <message>
        <source>Checking the result takes about {seconds} seconds more.</source>
        <translation>Das Prüfen des Ergebnisses dauert danach noch etwa {seconds} Sekunden.</translation>
    </message>
    <message>
        <source>Comparing the net before and after on the held-out images.</source>
        <translation>Das Netz vorher und nachher wird auf den Prüfbildern verglichen.</translation>
    </message>
    <message>
        <source>Memory ran out: going on with pieces of the images, not with whole ones.</source>
        <translation>Der Speicher war zu knapp: weiter mit Ausschnitten der Bilder statt mit ganzen.</translation>
    </message>
    <message>
        <source>Memory ran out: going on with smaller batches ({batch} x {height} x {width} pixels).</source>
        <translation>Der Speicher war zu knapp: weiter mit kleineren Stapeln ({batch} x {height} x {width} Pixel).</translation>
    </message>
    <message>
        <source>Memory was too short to balance the labels in the end.</source>
        <translation>Der Speicher reichte nicht, um die Labels am Ende auszugleichen.</translation>
    </message>
    <message>
        <source>Learning goes on: free some space before it ends.</source>
        <translation>Das Lernen geht weiter: schaffen Sie Platz, bevor es endet.</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>{count} means for {channels} channels</source>
        <translation>{count} Mittelwerte für {channels} Kanäle</translation>
    </message>
    <message>
        <source>{count} numbers</source>
        <translation>{count} Zahlen</translation>
    </message>
    <message>
        <source>{count} numbers are no outline</source>
        <translation>{count} Zahlen sind kein Umriss</translation>
    </message>
    <message>
        <source>{file}.json is missing.</source>
        <translation>{file}.json fehlt.</translation>
    </message>
    <message>
        <source>{folder} has the splits {splits}, not {split}.</source>
        <translation>{folder} hat die Teile {splits}, nicht {split}.</translation>
    </message>
    <message>
        <source>{folder} is not in {layout}&apos;s layout: {missing} are missing.</source>
        <translation>{folder} ist nicht aufgebaut wie {layout}: Es fehlen {missing}.</translation>
    </message>
    <message>
        <source>{folder} is not in {layout}&apos;s layout: {missing} is missing.</source>
        <translation>{folder} ist nicht aufgebaut wie {layout}: Es fehlt {missing}.</translation>
    </message>
    <message>
        <source>{found} is no list</source>
        <translation>{found} ist keine Liste</translation>
    </message>
    <message>
        <source>{image} and its mask {mask} differ in size: {size} and {other}.</source>
        <translation>{image} und die Maske dazu, {mask}, sind verschieden groß: {size} und {other}.</translation>
    </message>
    <message>
        <source>{image} and {other} show the same picture, but {pixels} pixels are labelled differently: correct one of them, or the net learns neither.</source>
        <translation>{image} und {other} zeigen dasselbe Bild, aber {pixels} Pixel haben verschiedene Labels: korrigieren Sie eines, sonst lernt das Netz keins von beiden.</translation>
    </message>
    <message>
        <source>{image} has {size} pixels, its annotations say {shape}.</source>
        <translation>{image} hat {size} Pixel, laut Annotationen {shape}.</translation>
    </message>
    <message>
        <source>{image} is not used to check the net: it shows the same picture as {other}, from which the net learns.</source>
        <translation>{image} wird nicht zum Prüfen benutzt: es zeigt dasselbe Bild wie {other}, aus dem das Netz lernt.</translation>
    </message>
    <message>
        <source>{mask} holds the value {value}, but there are {labels} labels.</source>
        <translation>{mask} enthält den Wert {value}, es gibt aber {labels} Labels.</translation>
    </message>
    <message>
        <source>{missing} of {count} images listed in {folder} are missing, the first is {first}.</source>
        <translation>{missing} von {count} Bildern, die in {folder} aufgelistet sind, fehlen; das erste ist {first}.</translation>
    </message>
    <message>
        <source>{missing} of {count} masks listed in {folder} are missing, the first is {first}.</source>
        <translation>{missing} von {count} Masken, die in {folder} aufgelistet sind, fehlen; die erste ist {first}.</translation>
    </message>
    <message>
        <source>{name} has {width} x {height} pixels</source>
        <translation>{name} hat {width} x {height} Pixel</translation>
    </message>
    <message>
        <source>{name} of {path} is in none of {tried}.</source>
        <translation>{name} aus {path} liegt nirgends in {tried}.</translation>
    </message>
    <message>
        <source>{count} of {pixels} confirmed pixels of background are not learned from: as lines one pixel wide they are taken for gaps between things. Paint background with a wider brush.</source>
        <translation>{count} von {pixels} bestätigten Pixeln Hintergrund werden nicht gelernt: Als Linien von einem Pixel Breite gelten sie als Lücken zwischen Dingen. Malen Sie Hintergrund mit einem breiteren Pinsel.</translation>
    </message>
    <message>
        <source>{share} % of what is checked lie in one of the {images} held-out images, so the scores are nearly those of this image alone. Confirm more on the others, or correct other images as large.</source>
        <translation>{share} % dessen, was geprüft wird, liegen in einem der {images} zurückgehaltenen Bilder, also sind die Werte fast die dieses Bildes allein. Bestätigen Sie mehr auf den anderen, oder korrigieren Sie weitere so große Bilder.</translation>
    </message>
    <message>
        <source>The net in use</source>
        <translation>Das benutzte Netz</translation>
    </message>
    <message>
        <source>The net that the run started from</source>
        <translation>Das Netz, von dem der Lauf ausging,</translation>
    </message>
    <message>
        <source>after</source>
        <translation>nachher</translation>
    </message>
    <message>
        <source>Started from the net {name}, which knows {label}.</source>
        <translation>Ausgegangen vom Netz {name}, das {label} kennt.</translation>
    </message>
    <message>
        <source>Started from the net {name}, which knows {label}, as {other}.</source>
        <translation>Ausgegangen vom Netz {name}, das {label} kennt, als {other}.</translation>
    </message>
    <message>
        <source>A net that might know this task cannot be used: {problem}</source>
        <translation>Ein Netz, das diese Aufgabe kennen könnte, lässt sich nicht benutzen: {problem}</translation>
    </message>
    <message>
        <source>The new net knows what you labelled. What the net before knew ({labels}) hardly shows in these images and was left out.</source>
        <translation>Das neue Netz kennt Ihre Labels. Was das vorige Netz kannte ({labels}), kommt in diesen Bildern kaum vor und wurde weggelassen.</translation>
    </message>
    <message>
        <source>The new net knows what you labelled. What the net before knew ({labels} and {count} more) hardly shows in these images and was left out.</source>
        <translation>Das neue Netz kennt Ihre Labels. Was das vorige Netz kannte ({labels} und {count} weitere), kommt in diesen Bildern kaum vor und wurde weggelassen.</translation>
    </message>
    <message>
        <source>{path}: {reason}.</source>
        <translation>{path}: {reason}.</translation>
    </message>
    <message>
        <source>{share} % of what is checked on the held-out images are answers of the net in use that were accepted as they were: it cannot but score well there. Correct their outlines by hand where they are wrong, to compare fairly.</source>
        <translation>{share} % dessen, was auf den Prüfbildern verglichen wird, sind Antworten des benutzten Netzes, die unverändert angenommen wurden: Dort muss es gut abschneiden. Für einen fairen Vergleich die Umrisse von Hand verbessern, wo sie falsch sind.</translation>
    </message>
    <message>
        <source>None of the corrected images can be read.</source>
        <translation>Keines der korrigierten Bilder ist lesbar.</translation>
    </message>
    <message>
        <source>Put them back where they were, then start again.</source>
        <translation>Zurücklegen, wo sie waren, dann noch einmal starten.</translation>
    </message>
    <message>
        <source>No pixel has been corrected yet, so there is nothing to learn from.</source>
        <translation>Noch ist kein Pixel korrigiert, also gibt es nichts zu lernen.</translation>
    </message>
    <message>
        <source>Correct or accept a few regions first.</source>
        <translation>Erst einige Regionen korrigieren oder übernehmen.</translation>
    </message>
    <message>
        <source>{image} is {width} x {height} pixels, its corrections are {columns} x {rows}: the image was changed since.</source>
        <translation>{image} hat {width} x {height} Pixel, seine Korrekturen {columns} x {rows}: das Bild wurde seither geändert.</translation>
    </message>
    <message>
        <source>Restore the image, or start its corrections anew.</source>
        <translation>Das Bild wiederherstellen oder seine Korrekturen neu beginnen.</translation>
    </message>
    <message>
        <source>The loss became {loss}; the net before is kept.</source>
        <translation>Der Verlust wurde {loss}; das vorige Netz bleibt.</translation>
    </message>
    <message>
        <source>Try a lower learning rate.</source>
        <translation>Eine kleinere Lernrate versuchen.</translation>
    </message>
    <message>
        <source>The new net could not be saved in {folder} ({reason}).</source>
        <translation>Das neue Netz konnte nicht in {folder} gespeichert werden ({reason}).</translation>
    </message>
    <message>
        <source>Free some space, then start again.</source>
        <translation>Platz schaffen, dann noch einmal starten.</translation>
    </message>
    <message>
        <source>Memory ran out.</source>
        <translation>Der Speicher ging aus.</translation>
    </message>
    <message>
        <source>Close other programs, use smaller images, or train with a smaller batch.</source>
        <translation>Andere Programme schließen, kleinere Bilder nehmen oder mit kleineren Stapeln trainieren.</translation>
    </message>
    <message>
        <source>Memory ran out while training.</source>
        <translation>Beim Lernen ging der Speicher aus.</translation>
    </message>
    <message>
        <source>Close other programs, or use smaller images.</source>
        <translation>Andere Programme schließen oder kleinere Bilder verwenden.</translation>
    </message>
    <message>
        <source>Free some space or check the folder&apos;s permissions, then start again.</source>
        <translation>Platz schaffen oder die Rechte des Ordners prüfen, dann noch einmal starten.</translation>
    </message>
    <message>
        <source>{other} and {path} are {what} of the same image.</source>
        <translation>{other} und {path} sind {what} desselben Bildes.</translation>
    </message>
    <message>
        <source>{outcome}: mean IU {before} % before, {after} % after, on 1 held-out image.</source>
        <translation>{outcome}: mittlere IU {before} % vorher, {after} % nachher, auf 1 Prüfbild.</translation>
    </message>
    <message>
        <source>{outcome}: mean IU {before} % before, {after} % after, on {images} held-out images.</source>
        <translation>{outcome}: mittlere IU {before} % vorher, {after} % nachher, auf {images} Prüfbildern.</translation>
    </message>
    <message>
        <source>The net got better</source>
        <translation>Das Netz ist besser geworden</translation>
    </message>
    <message>
        <source>Higher on these images, not surely on others</source>
        <translation>Auf diesen Bildern höher, auf anderen nicht sicher</translation>
    </message>
    <message>
        <source>No clear difference</source>
        <translation>Kein klarer Unterschied</translation>
    </message>
    <message>
        <source>Lower on these images, not surely on others</source>
        <translation>Auf diesen Bildern niedriger, auf anderen nicht sicher</translation>
    </message>
    <message>
        <source>Nothing is known</source>
        <translation>Nichts ist bekannt</translation>
    </message>
    <message>
        <source>Recommended: keep it. It is better than the net in use beyond chance.</source>
        <translation>Empfehlung: behalten. Es ist mehr als zufällig besser als das benutzte Netz.</translation>
    </message>
    <message>
        <source>Not decided: keep it if its masks look right to you.</source>
        <translation>Nicht entschieden: Behalten Sie es, wenn seine Masken für Sie richtig aussehen.</translation>
    </message>
    <message>
        <source>A net needs an image as a NumPy array, not as a {kind}.</source>
        <translation>Ein Netz braucht ein Bild als NumPy-Array, nicht als {kind}.</translation>
    </message>
    <message>
        <source>A net needs an image of height x width x channels, not of {shape}.</source>
        <translation>Ein Netz braucht ein Bild aus Höhe x Breite x Kanälen, nicht aus {shape}.</translation>
    </message>
    <message>
        <source>A net needs an image of type uint8, from 0 to 255, not {dtype}.</source>
        <translation>Ein Netz braucht ein Bild vom Typ uint8, von 0 bis 255, nicht {dtype}.</translation>
    </message>
    <message>
        <source>A net of context={context}, hidden={hidden}, fine={fine} and width={width} cannot be built.</source>
        <translation>Ein Netz mit context={context}, hidden={hidden}, fine={fine} und width={width} lässt sich nicht bauen.</translation>
    </message>
    <message>
        <source>A net without labels cannot be built.</source>
        <translation>Ein Netz ohne Labels lässt sich nicht bauen.</translation>
    </message>
    <message>
        <source>Add it to the names in {file}.</source>
        <translation>Zu den Namen in {file} hinzufügen.</translation>
    </message>
    <message>
        <source>Ask for strides among {possible}.</source>
        <translation>Schrittweiten aus {possible} verlangen.</translation>
    </message>
    <message>
        <source>Backbone {name} cannot be built with width {width} and {inputs} inputs.</source>
        <translation>Das Backbone {name} lässt sich nicht mit Breite {width} und {inputs} Eingängen bauen.</translation>
    </message>
    <message>
        <source>Backbone {name} has taps at strides {reductions}, none at {missing}.</source>
        <translation>Das Backbone {name} hat Abgriffe bei den Schrittweiten {reductions}, keinen bei {missing}.</translation>
    </message>
    <message>
        <source>Backbone {name} has taps at strides {strides}, none at {missing}.</source>
        <translation>Das Backbone {name} hat Abgriffe bei den Schrittweiten {strides}, keinen bei {missing}.</translation>
    </message>
    <message>
        <source>Bring its values to that range and convert them with astype(numpy.uint8).</source>
        <translation>Die Werte in diesen Bereich bringen und mit astype(numpy.uint8) umwandeln.</translation>
    </message>
    <message>
        <source>Choose a backbone with taps at 8, 16 and 32.</source>
        <translation>Ein Backbone mit Abgriffen bei 8, 16 und 32 wählen.</translation>
    </message>
    <message>
        <source>Choose a convolutional one, as resnet18 or convnext_atto.</source>
        <translation>Ein faltendes wählen, etwa resnet18 oder convnext_atto.</translation>
    </message>
    <message>
        <source>Choose a net with another backbone.</source>
        <translation>Ein Netz mit einem anderen Backbone wählen.</translation>
    </message>
    <message>
        <source>Choose a net with fewer parameters.</source>
        <translation>Ein Netz mit weniger Parametern wählen.</translation>
    </message>
    <message>
        <source>Choose among 1 to {count}, or leave the image out.</source>
        <translation>Unter 1 bis {count} wählen oder das Bild auslassen.</translation>
    </message>
    <message>
        <source>Each stride is half of the one before.</source>
        <translation>Jede Schrittweite ist halb so groß wie die davor.</translation>
    </message>
    <message>
        <source>Fill it, or take it away.</source>
        <translation>Ausfüllen oder entfernen.</translation>
    </message>
    <message>
        <source>Free some space or choose another folder.</source>
        <translation>Platz schaffen oder einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Give it {channels} channels, and a pixel at least.</source>
        <translation>Es braucht {channels} Kanäle und mindestens ein Pixel.</translation>
    </message>
    <message>
        <source>Give the size of the image that they were computed from.</source>
        <translation>Die Größe des Bildes angeben, aus dem sie berechnet wurden.</translation>
    </message>
    <message>
        <source>Install FCN GUI again.</source>
        <translation>FCN GUI neu installieren.</translation>
    </message>
    <message>
        <source>It needs {parts}.</source>
        <translation>Gebraucht werden {parts}.</translation>
    </message>
    <message>
        <source>Known labels: {labels}.</source>
        <translation>Bekannte Labels: {labels}.</translation>
    </message>
    <message>
        <source>Label some of them, or name other data.</source>
        <translation>Einige davon labeln oder andere Daten nennen.</translation>
    </message>
    <message>
        <source>Masks hold label ids from 0 on, and 255 where nothing counts.</source>
        <translation>Masken enthalten Label-Nummern ab 0 und 255, wo nichts zählt.</translation>
    </message>
    <message>
        <source>Name its folder.</source>
        <translation>Den Ordner nennen, in dem sie liegt.</translation>
    </message>
    <message>
        <source>Name its labels.</source>
        <translation>Die Labels nennen.</translation>
    </message>
    <message>
        <source>Name one of them behind a #, as in KIND:FOLDER#val.</source>
        <translation>Einen davon hinter einem # nennen, wie in ART:ORDNER#val.</translation>
    </message>
    <message>
        <source>Name their folder.</source>
        <translation>Den Ordner nennen, in dem sie liegen.</translation>
    </message>
    <message>
        <source>Near names: {names}.</source>
        <translation>Ähnliche Namen: {names}.</translation>
    </message>
    <message>
        <source>None of the {count} images has a labelled pixel: all are void.</source>
        <translation>Keines der {count} Bilder hat ein gelabeltes Pixel: Alle sind void.</translation>
    </message>
    <message>
        <source>Not decided: it is about as good on these images. Keep it if its masks look right to you.</source>
        <translation>Nicht entschieden: Es ist auf diesen Bildern etwa gleich gut. Behalten Sie es, wenn seine Masken für Sie richtig aussehen.</translation>
    </message>
    <message>
        <source>Not decided: look at these images before you keep it.</source>
        <translation>Nicht entschieden: Sehen Sie sich diese Bilder an, bevor Sie es behalten.</translation>
    </message>
    <message>
        <source>Nothing was written. Update ONNX Runtime, or choose another net.</source>
        <translation>Nichts wurde geschrieben. ONNX Runtime aktualisieren oder ein anderes Netz wählen.</translation>
    </message>
    <message>
        <source>ONNX Runtime gives {share} % of the pixels the label that the program gives them, and scores that differ by up to {difference} of {span}: the file was not kept.</source>
        <translation>Mit ONNX Runtime haben {share} % der Pixel dasselbe Label wie mit dem Programm, und Werte weichen um bis zu {difference} von {span} ab: Die Datei wurde nicht behalten.</translation>
    </message>
    <message>
        <source>Only nets for RGB images can be written as ONNX.</source>
        <translation>Nur Netze für RGB-Bilder lassen sich als ONNX schreiben.</translation>
    </message>
    <message>
        <source>Only nets with one set of labels can be written as ONNX.</source>
        <translation>Nur Netze mit einem einzigen Satz von Labels lassen sich als ONNX schreiben.</translation>
    </message>
    <message>
        <source>Open the data as {kind}:FOLDER, or choose a net for {shown} images.</source>
        <translation>Die Daten als {kind}:ORDNER öffnen oder ein Netz für Bilder der Art {shown} wählen.</translation>
    </message>
    <message>
        <source>Open the data with the channels that the net was trained on.</source>
        <translation>Die Daten mit den Kanälen öffnen, mit denen das Netz trainiert wurde.</translation>
    </message>
    <message>
        <source>Put images and masks side by side, as in cell.png and cell_masks.tif.</source>
        <translation>Bilder und Masken nebeneinanderlegen, wie cell.png und cell_masks.tif.</translation>
    </message>
    <message>
        <source>Put it back beside its file.</source>
        <translation>Neben die zugehörige Datei zurücklegen.</translation>
    </message>
    <message>
        <source>Put it there.</source>
        <translation>Dorthin legen.</translation>
    </message>
    <message>
        <source>PyTorch cannot write the backbone {backbone} as ONNX ({reason}).</source>
        <translation>PyTorch kann das Backbone {backbone} nicht als ONNX schreiben ({reason}).</translation>
    </message>
    <message>
        <source>Recommended: discard it. It is worse than the net in use beyond chance.</source>
        <translation>Empfehlung: verwerfen. Es ist mehr als zufällig schlechter als das benutzte Netz.</translation>
    </message>
    <message>
        <source>Recommended: discard it. {net}, used before, is better beyond chance.</source>
        <translation>Empfehlung: verwerfen. {net}, früher benutzt, ist mehr als zufällig besser.</translation>
    </message>
    <message>
        <source>Restore it, or unlist it.</source>
        <translation>Wiederherstellen oder von der Liste nehmen.</translation>
    </message>
    <message>
        <source>Restore them, or take them off the list.</source>
        <translation>Wiederherstellen oder von der Liste nehmen.</translation>
    </message>
    <message>
        <source>Strides {strides} do not make an FCN.</source>
        <translation>Die Schrittweiten {strides} ergeben kein FCN.</translation>
    </message>
    <message>
        <source>Take one of them away.</source>
        <translation>Eine davon wegnehmen.</translation>
    </message>
    <message>
        <source>Tasks of {tasks} labels do not make {labels} labels.</source>
        <translation>Aufgaben mit {tasks} Labels ergeben nicht {labels} Labels.</translation>
    </message>
    <message>
        <source>The cells of backbone {name} lie where interpolation cannot bring them to the pixels.</source>
        <translation>Die Zellen des Backbones {name} liegen, wo Interpolation sie nicht zu den Pixeln bringt.</translation>
    </message>
    <message>
        <source>The corrections {file} are missing; their journal says that they were there.</source>
        <translation>Die Korrekturen {file} fehlen; laut Journal waren sie da.</translation>
    </message>
    <message>
        <source>The first three are 0 or more, the width is above 0.</source>
        <translation>Die ersten drei sind 0 oder mehr, die Breite ist größer als 0.</translation>
    </message>
    <message>
        <source>The image of {mask} is missing.</source>
        <translation>Das Bild zu {mask} fehlt.</translation>
    </message>
    <message>
        <source>The image {image} of {name} is missing.</source>
        <translation>Das Bild {image} zu {name} fehlt.</translation>
    </message>
    <message>
        <source>The image {name} of {path} is not in {images}.</source>
        <translation>Das Bild {name} aus {path} liegt nicht in {images}.</translation>
    </message>
    <message>
        <source>The image {name} of {path} is not there.</source>
        <translation>Das Bild {name} aus {path} ist nicht da.</translation>
    </message>
    <message>
        <source>The job file {path} cannot be read: {reason}.</source>
        <translation>Die Auftragsdatei {path} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>The list {path} is empty.</source>
        <translation>Die Liste {path} ist leer.</translation>
    </message>
    <message>
        <source>The mask {mask} of {image} is missing.</source>
        <translation>Die Maske {mask} zu {image} fehlt.</translation>
    </message>
    <message>
        <source>The net sees {channels} channels, the image has {found}.</source>
        <translation>Das Netz sieht {channels} Kanäle, das Bild hat {found}.</translation>
    </message>
    <message>
        <source>The net used before, {net}, scores {score} % on the same images, more than the new net&apos;s {new} %. It is in the list of nets: use it, or correct more.</source>
        <translation>Das früher benutzte Netz {net} erreicht auf denselben Bildern {score} %, mehr als das neue Netz mit {new} %. Es steht in der Liste der Netze: Benutzen Sie es, oder korrigieren Sie mehr.</translation>
    </message>
    <message>
        <source>Not checked: look at a few images before you decide.</source>
        <translation>Nicht geprüft: sehen Sie sich einige Bilder an, bevor Sie entscheiden.</translation>
    </message>
    <message>
        <source>On the held-out images the new net hardly finds {names}. Correct more of it before you rely on the net.</source>
        <translation>Auf den Prüfbildern findet das neue Netz {names} kaum. Korrigieren Sie mehr davon, bevor Sie sich auf das Netz verlassen.</translation>
    </message>
    <message>
        <source>On the held-out images the new net hardly finds {names} and {number} more. Correct more of it before you rely on the net.</source>
        <translation>Auf den Prüfbildern findet das neue Netz {names} und {number} weitere kaum. Korrigieren Sie mehr davon, bevor Sie sich auf das Netz verlassen.</translation>
    </message>
    <message>
        <source>The new net is not compared with {net}, used before: {reason}</source>
        <translation>Das neue Netz wird nicht mit dem früher benutzten {net} verglichen: {reason}</translation>
    </message>
    <message>
        <source>The net that the run started from, {net}, scores {score} % on the same images, without learning from your corrections.</source>
        <translation>Das Netz, von dem der Lauf ausging, {net}, erreicht auf denselben Bildern {score} %, ohne aus Ihren Korrekturen gelernt zu haben.</translation>
    </message>
    <message>
        <source>The net that the run started from, {net}, scores {score} % on the same images, more than the new net&apos;s {new} %. It is in the list of nets: use it, or correct more.</source>
        <translation>Das Netz, von dem der Lauf ausging, {net}, erreicht auf denselben Bildern {score} %, mehr als das neue Netz mit {new} %. Es steht in der Liste der Netze: Benutzen Sie es, oder korrigieren Sie mehr.</translation>
    </message>
    <message>
        <source>Checked on the {share} % of the held-out images that are confirmed. Strokes are mostly drawn where it is easy, so whole images may score lower: finish one of them to know.</source>
        <translation>Geprüft auf den bestätigten {share} % der Prüfbilder. Striche liegen meist da, wo es leicht ist; auf ganzen Bildern kann der Wert niedriger sein: bearbeiten Sie eines fertig, um es zu wissen.</translation>
    </message>
    <message>
        <source>No image was held out, so nothing shows whether the net got better. Correct at least three images to have it checked.</source>
        <translation>Kein Bild wurde zum Prüfen zurückgehalten, also zeigt nichts, ob das Netz besser wurde. Korrigieren Sie mindestens drei Bilder, damit es geprüft wird.</translation>
    </message>
    <message>
        <source>No held-out image could be read, so nothing shows whether the net got better. Put them back where they were, then train again.</source>
        <translation>Kein Prüfbild war lesbar, also zeigt nichts, ob das Netz besser wurde. Zurücklegen, wo sie waren, dann noch einmal nachlernen lassen.</translation>
    </message>
    <message>
        <source>The net learned from the very pictures that were held out to check it, so nothing shows whether the net got better. Correct other pictures, too.</source>
        <translation>Das Netz lernte aus eben den Bildern, die zum Prüfen zurückgehalten waren, also zeigt nichts, ob das Netz besser wurde. Korrigieren Sie auch andere Bilder.</translation>
    </message>
    <message>
        <source>Nothing is confirmed on the held-out images, so nothing shows whether the net got better. Correct them, then train again.</source>
        <translation>Auf den Prüfbildern ist nichts bestätigt, also zeigt nichts, ob das Netz besser wurde. Korrigieren Sie diese und lassen Sie dann noch einmal nachlernen.</translation>
    </message>
    <message>
        <source>Only {label} is confirmed on the held-out images, and a net that says nothing else would score best, so nothing shows whether the net got better. Confirm other labels there, too.</source>
        <translation>Auf den Prüfbildern ist nur {label} bestätigt, und ein Netz, das nichts anderes sagt, hätte den besten Wert; also zeigt nichts, ob das Netz besser wurde. Bestätigen Sie dort auch andere Labels.</translation>
    </message>
    <message>
        <source>FCN-{stride}s {backbone} · {device}</source>
        <translation>FCN-{stride}s {backbone} · {device}</translation>
    </message>
    <message>
        <source>CPU, {threads} thread</source>
        <translation>CPU, {threads} Thread</translation>
    </message>
    <message>
        <source>CPU, {threads} threads</source>
        <translation>CPU, {threads} Threads</translation>
    </message>
    <message>
        <source>Memory ran out; going on in tiles of {side} pixels.</source>
        <translation>Der Speicher war zu knapp; weiter in Kacheln von {side} Pixeln.</translation>
    </message>
    <message>
        <source>Out of memory on {device} even in {side}-pixel tiles.</source>
        <translation>Zu wenig Speicher ({device}), selbst in Kacheln von {side} Pixeln.</translation>
    </message>
    <message>
        <source>The backbone {name} leaves a part of an image of {width} x {height} pixels unseen.</source>
        <translation>Das Backbone {name} lässt einen Teil eines Bildes von {width} x {height} Pixeln ungesehen.</translation>
    </message>
    <message>
        <source>Choose another backbone.</source>
        <translation>Ein anderes Backbone wählen.</translation>
    </message>
    <message>
        <source>The net {name} sees depth ({kind}), and these images are photos.</source>
        <translation>Das Netz {name} sieht Tiefe ({kind}), und diese Bilder sind Fotos.</translation>
    </message>
    <message>
        <source>Choose a net for photos. Nets that see depth work with --data nyud-{kind}:FOLDER, and with --depth of fcn predict.</source>
        <translation>Ein Netz für Fotos wählen. Netze, die Tiefe sehen, arbeiten mit --data nyud-{kind}:ORDNER und mit --depth von fcn predict.</translation>
    </message>
    <message>
        <source>Backbone {name} does not fit images of every size ({reason}).</source>
        <translation>Das Backbone {name} passt nicht zu Bildern jeder Größe ({reason}).</translation>
    </message>
    <message>
        <source>PyTorch finds no device {name}.</source>
        <translation>PyTorch findet kein Gerät {name}.</translation>
    </message>
    <message>
        <source>Choose the CPU (on the command line: --device cpu), or install the GPU&apos;s driver.</source>
        <translation>Die CPU wählen (in der Befehlszeile: --device cpu) oder den Treiber der GPU installieren.</translation>
    </message>
    <message>
        <source>The GPU stopped answering ({reason}).</source>
        <translation>Die GPU antwortet nicht mehr ({reason}).</translation>
    </message>
    <message>
        <source>Choose the CPU, or restart the computer and try again.</source>
        <translation>Die CPU wählen oder den Computer neu starten und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The installed PyTorch does not know this kind of GPU.</source>
        <translation>Das installierte PyTorch kennt diese Art von GPU nicht.</translation>
    </message>
    <message>
        <source>Choose the CPU, or install a PyTorch that was built for this GPU.</source>
        <translation>Die CPU wählen oder ein PyTorch installieren, das für diese GPU gebaut wurde.</translation>
    </message>
    <message>
        <source>The CPU takes over.</source>
        <translation>Die CPU übernimmt.</translation>
    </message>
    <message>
        <source>The net {path} is not there.</source>
        <translation>Das Netz {path} ist nicht da.</translation>
    </message>
    <message>
        <source>Put the file back, or choose another net.</source>
        <translation>Die Datei zurücklegen oder ein anderes Netz wählen.</translation>
    </message>
    <message>
        <source>{path} is not a model of this program ({reason}).</source>
        <translation>{path} ist kein Netz dieses Programms ({reason}).</translation>
    </message>
    <message>
        <source>Models are .safetensors files written by it; pickles (.pth, .pt) are not opened.</source>
        <translation>Netze sind .safetensors-Dateien, die es selbst schreibt; Pickles (.pth, .pt) werden nicht geöffnet.</translation>
    </message>
    <message>
        <source>{path} holds tensors but no description of a net.</source>
        <translation>{path} enthält Tensoren, aber keine Beschreibung eines Netzes.</translation>
    </message>
    <message>
        <source>Choose a model that this program has written.</source>
        <translation>Ein Netz wählen, das dieses Programm geschrieben hat.</translation>
    </message>
    <message>
        <source>{path} is of format {format}, this program reads {known}.</source>
        <translation>{path} hat das Format {format}, dieses Programm liest {known}.</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>Das Programm aktualisieren.</translation>
    </message>
    <message>
        <source>The description inside {path} is damaged ({kind}: {reason}).</source>
        <translation>Die Beschreibung in {path} ist beschädigt ({kind}: {reason}).</translation>
    </message>
    <message>
        <source>Export or download the model again.</source>
        <translation>Das Netz noch einmal exportieren oder herunterladen.</translation>
    </message>
    <message>
        <source>The weights in {path} do not fit their own description: {reason}</source>
        <translation>Die Gewichte in {path} passen nicht zu ihrer eigenen Beschreibung: {reason}</translation>
    </message>
    <message>
        <source>The file is damaged: export or download it again.</source>
        <translation>Die Datei ist beschädigt: noch einmal exportieren oder herunterladen.</translation>
    </message>
    <message>
        <source>There is no net {name} in {folder}.</source>
        <translation>In {folder} gibt es kein Netz {name}.</translation>
    </message>
    <message>
        <source>Nothing has been fine-tuned here yet.</source>
        <translation>Hier wurde noch nichts nachgelernt.</translation>
    </message>
    <message>
        <source>The nearest is {name}.</source>
        <translation>Am ähnlichsten ist {name}.</translation>
    </message>
    <message>
        <source>The record {path} cannot be read ({reason}).</source>
        <translation>Der Eintrag {path} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>Restore it from a backup, or delete its folder; other models are not affected.</source>
        <translation>Aus einer Sicherung wiederherstellen oder den Ordner löschen; andere Netze sind nicht betroffen.</translation>
    </message>
    <message>
        <source>{path} is to be read and cannot be written, too.</source>
        <translation>{path} wird gelesen und kann nicht zugleich geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>Eine andere Datei wählen.</translation>
    </message>
    <message>
        <source>Nothing was learned until the run was stopped, so there is no new net.</source>
        <translation>Bis der Lauf angehalten wurde, war nichts gelernt; es gibt daher kein neues Netz.</translation>
    </message>
    <message>
        <source>To keep one, stop it once the loss is shown.</source>
        <translation>Um eines zu behalten, halten Sie ihn erst an, wenn der Verlust zu sehen ist.</translation>
    </message>
    <message>
        <source>Another run is at work in {path}.</source>
        <translation>In {path} arbeitet ein anderer Lauf.</translation>
    </message>
    <message>
        <source>Wait for its end, or choose another folder.</source>
        <translation>Warten Sie dessen Ende ab, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another folder for the new net.</source>
        <translation>Einen anderen Ordner für das neue Netz wählen.</translation>
    </message>
    <message>
        <source>{path} cannot be deleted ({reason}).</source>
        <translation>{path} lässt sich nicht löschen ({reason}).</translation>
    </message>
    <message>
        <source>Close what uses it or check the folder&apos;s permissions, then delete it by hand.</source>
        <translation>Schließen, was es benutzt, oder die Rechte des Ordners prüfen, dann von Hand löschen.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}</source>
        <translation>{path} ist nicht lesbar: {reason}</translation>
    </message>
    <message>
        <source>it is not an image, or of an unknown kind</source>
        <translation>es ist kein Bild oder von unbekannter Art</translation>
    </message>
    <message>
        <source>damaged, or of a kind that is not supported</source>
        <translation>beschädigt oder von einer Art, die nicht unterstützt wird</translation>
    </message>
    <message>
        <source>it is cut off</source>
        <translation>das Ende fehlt</translation>
    </message>
    <message>
        <source>it has no page {number}</source>
        <translation>eine Seite {number} gibt es darin nicht</translation>
    </message>
    <message>
        <source>colours of kind {kind} are not supported</source>
        <translation>Farben der Art {kind} werden nicht unterstützt</translation>
    </message>
    <message>
        <source>Open it in another program and save it anew.</source>
        <translation>In einem anderen Programm öffnen und neu speichern.</translation>
    </message>
    <message>
        <source>Put it back where it was.</source>
        <translation>Zurücklegen, wo es war.</translation>
    </message>
    <message>
        <source>{path} is empty ({width} x {height} pixels).</source>
        <translation>{path} ist leer ({width} x {height} Pixel).</translation>
    </message>
    <message>
        <source>Export the image anew.</source>
        <translation>Das Bild neu exportieren.</translation>
    </message>
    <message>
        <source>{path} claims {width} x {height} pixels, more than the {most} megapixels this program opens.</source>
        <translation>{path} soll {width} x {height} Pixel haben, mehr als die {most} Megapixel, die dieses Programm öffnet.</translation>
    </message>
    <message>
        <source>Cut it into smaller images.</source>
        <translation>In kleinere Bilder zerschneiden.</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; names no channels.</source>
        <translation>„{text}“ nennt keine Kanäle.</translation>
    </message>
    <message>
        <source>Write one (&quot;4&quot;), or those that are red, green and blue (&quot;4,3,2&quot;; 0 is none).</source>
        <translation>Schreiben Sie einen („4“), oder die für Rot, Grün und Blau („4,3,2“; 0 ist keiner).</translation>
    </message>
    <message>
        <source>The mask {path} cannot be read ({reason}).</source>
        <translation>Die Maske {path} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>Restore it from a backup, or move it away to start this image anew.</source>
        <translation>Aus einer Sicherung wiederherstellen oder wegräumen, um dieses Bild neu zu beginnen.</translation>
    </message>
    <message>
        <source>{path} is a colour picture ({mode}), not a mask.</source>
        <translation>{path} ist ein Farbbild ({mode}), keine Maske.</translation>
    </message>
    <message>
        <source>Masks are PNGs or TIFFs whose pixel values are label ids.</source>
        <translation>Masken sind PNGs oder TIFFs, deren Pixelwerte Label-Nummern sind.</translation>
    </message>
    <message>
        <source>{path} holds the value {value}, which no label has.</source>
        <translation>{path} enthält den Wert {value}, den kein Label hat.</translation>
    </message>
    <message>
        <source>Masks hold label ids from 0 to 253, and 255 where nothing counts.</source>
        <translation>Masken enthalten Label-Nummern von 0 bis 253 und 255, wo nichts zählt.</translation>
    </message>
    <message>
        <source>{count} labels are more than a mask can hold.</source>
        <translation>{count} Labels sind mehr, als eine Maske fasst.</translation>
    </message>
    <message>
        <source>Use at most {most}.</source>
        <translation>Höchstens {most} verwenden.</translation>
    </message>
    <message>
        <source>Two labels are called {name}.</source>
        <translation>Zwei Labels heißen {name}.</translation>
    </message>
    <message>
        <source>Rename one of them.</source>
        <translation>Eines davon umbenennen.</translation>
    </message>
    <message>
        <source>A label has no name.</source>
        <translation>Ein Label hat keinen Namen.</translation>
    </message>
    <message>
        <source>Give every label a name.</source>
        <translation>Jedem Label einen Namen geben.</translation>
    </message>
    <message>
        <source>The label {name} has a line break, or another character that files of labels cannot hold.</source>
        <translation>Das Label {name} hat einen Zeilenumbruch oder ein anderes Zeichen, das Dateien mit Labels nicht enthalten können.</translation>
    </message>
    <message>
        <source>Give it a name of letters, digits, signs and spaces.</source>
        <translation>Ihm einen Namen aus Buchstaben, Ziffern, Zeichen und Leerzeichen geben.</translation>
    </message>
    <message>
        <source>Free some space or check the folder&apos;s permissions, then try again.</source>
        <translation>Platz schaffen oder die Rechte des Ordners prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Something failed: {reason}.</source>
        <translation>Etwas ist gescheitert: {reason}.</translation>
    </message>
    <message>
        <source>This is another picture than the one that was corrected. What was corrected is shown, but left out of runs and exports until you correct something in this one. If that was not meant, put the old picture back.</source>
        <translation>Das ist ein anderes Bild als das korrigierte. Die Korrekturen werden gezeigt, bleiben aber aus Läufen und Exporten weg, bis Sie in diesem Bild etwas korrigieren. War das nicht gewollt, stellen Sie das alte Bild wieder her.</translation>
    </message>
    <message>
        <source>{path} is being written just now.</source>
        <translation>{path} wird gerade geschrieben.</translation>
    </message>
    <message>
        <source>Open it again once it is whole.</source>
        <translation>Öffnen Sie die Datei noch einmal, sobald sie vollständig ist.</translation>
    </message>
    <message>
        <source>{image} is another picture than the one that was corrected.</source>
        <translation>{image} ist ein anderes Bild als das korrigierte.</translation>
    </message>
    <message>
        <source>Put the old picture back, or start the program again and correct something in this one.</source>
        <translation>Stellen Sie das alte Bild wieder her, oder starten Sie das Programm neu und korrigieren Sie etwas in diesem Bild.</translation>
    </message>
    <message>
        <source>Put the project back that was opened, or open this one anew.</source>
        <translation>Legen Sie das Projekt zurück, das geöffnet wurde, oder öffnen Sie dieses neu.</translation>
    </message>
    <message>
        <source>another project lies there by now</source>
        <translation>dort liegt inzwischen ein anderes Projekt</translation>
    </message>
    <message>
        <source>another window has the project by now</source>
        <translation>inzwischen hat ein anderes Fenster das Projekt</translation>
    </message>
    <message>
        <source>CVAT for images</source>
        <translation>CVAT für Bilder</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLO-Segmentierung</translation>
    </message>
    <message>
        <source>Ultralytics semantic segmentation</source>
        <translation>Ultralytics, semantische Segmentierung</translation>
    </message>
    <message>
        <source>Numbered objects and a table</source>
        <translation>Nummerierte Objekte und eine Tabelle</translation>
    </message>
    <message>
        <source>Images and masks</source>
        <translation>Bilder und Masken</translation>
    </message>
    <message>
        <source>Palette PNGs and image lists, as torchvision&apos;s VOCSegmentation and most trainers read them.</source>
        <translation>PNGs mit Palette und Bildlisten, wie torchvisions VOCSegmentation und die meisten Trainingsprogramme sie lesen.</translation>
    </message>
    <message>
        <source>Each connected region as an object with run lengths, as pycocotools and MMDetection read them (Detectron2 with INPUT.MASK_FORMAT bitmask). No void.</source>
        <translation>Jede zusammenhängende Region als Objekt mit Lauflängen, wie pycocotools und MMDetection sie lesen (Detectron2 mit INPUT.MASK_FORMAT bitmask). Kein Void.</translation>
    </message>
    <message>
        <source>A JSON file of masks beside each image, to go on with in labelme.</source>
        <translation>Neben jedem Bild eine JSON-Datei mit Masken, um in labelme weiterzuarbeiten.</translation>
    </message>
    <message>
        <source>An XML file (version 1.1) of masks for all images, to go on with in CVAT. No void.</source>
        <translation>Eine XML-Datei (Version 1.1) mit den Masken aller Bilder, um in CVAT weiterzuarbeiten. Kein Void.</translation>
    </message>
    <message>
        <source>Polygons and data.yaml, as Ultralytics reads them. No void, no holes.</source>
        <translation>Polygone und data.yaml, wie Ultralytics sie liest. Kein Void, keine Löcher.</translation>
    </message>
    <message>
        <source>Greyscale PNGs of class ids and data.yaml with masks_dir, as Ultralytics&apos; models for semantic segmentation read them.</source>
        <translation>Graustufen-PNGs mit Klassennummern und data.yaml mit masks_dir, wie Ultralytics’ Modelle für semantische Segmentierung sie lesen.</translation>
    </message>
    <message>
        <source>PNGs of label ids and of train ids, as torchvision&apos;s Cityscapes and MMSegmentation read them; images as PNG. No instances, no polygons.</source>
        <translation>PNGs mit Label- und mit Trainingsnummern, wie torchvisions Cityscapes und MMSegmentation sie lesen; Bilder als PNG. Keine Instanzen, keine Polygone.</translation>
    </message>
    <message>
        <source>A folder of images, a folder of PNGs whose pixel values are label ids, and labels.json. The masks of a stack also as one TIFF.</source>
        <translation>Ein Ordner mit Bildern, ein Ordner mit PNGs, deren Pixelwerte Label-Nummern sind, und labels.json. Die Masken eines Stapels auch als ein TIFF.</translation>
    </message>
    <message>
        <source>The mask of {image} is {width} x {height} pixels, the image {columns} x {rows}.</source>
        <translation>Die Maske von {image} hat {width} x {height} Pixel, das Bild {columns} x {rows}.</translation>
    </message>
    <message>
        <source>Make the mask anew from this image.</source>
        <translation>Die Maske aus diesem Bild neu erstellen.</translation>
    </message>
    <message>
        <source>The mask of {image} holds the value {value}, but there are {count} labels.</source>
        <translation>Die Maske von {image} enthält den Wert {value}, aber es gibt {count} Labels.</translation>
    </message>
    <message>
        <source>Name all labels, one a line.</source>
        <translation>Alle Labels nennen, eines je Zeile.</translation>
    </message>
    <message>
        <source>The mask of {image} does not hold what was written.</source>
        <translation>Die Maske von {image} enthält nicht, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>Check the disk, export again.</source>
        <translation>Den Datenträger prüfen, noch einmal exportieren.</translation>
    </message>
    <message>
        <source>{count} void pixels are background there: the format has no void.</source>
        <translation>{count} Void-Pixel sind dort Hintergrund: das Format kennt kein Void.</translation>
    </message>
    <message>
        <source>{name}, the first label, is the background there: it is written as no object.</source>
        <translation>{name}, das erste Label, ist dort der Hintergrund: es wird als kein Objekt geschrieben.</translation>
    </message>
    <message>
        <source>1 object has holes, which polygons fill.</source>
        <translation>1 Objekt hat Löcher, die Polygone füllen.</translation>
    </message>
    <message>
        <source>{count} objects have holes, which polygons fill.</source>
        <translation>{count} Objekte haben Löcher, die Polygone füllen.</translation>
    </message>
    <message>
        <source>No image is held out: YOLO wants some in {path}.</source>
        <translation>Kein Prüfbild: YOLO will welche in {path}.</translation>
    </message>
    <message>
        <source>A label is called {name}, which has a meaning of its own in {format}.</source>
        <translation>Ein Label heißt {name}, was in {format} eine eigene Bedeutung hat.</translation>
    </message>
    <message>
        <source>Two images would be called {name}.</source>
        <translation>Zwei Bilder hießen {name}.</translation>
    </message>
    <message>
        <source>The image {name} would be taken for a mask, by what its name ends with.</source>
        <translation>Das Bild {name} würde dort wegen seiner Endung für eine Maske gehalten.</translation>
    </message>
    <message>
        <source>{path} is one of two masks of an image.</source>
        <translation>{path} ist eine von zwei Masken eines Bildes.</translation>
    </message>
    <message>
        <source>Take one away.</source>
        <translation>Eine davon wegnehmen.</translation>
    </message>
    <message>
        <source>Rename it, then export again.</source>
        <translation>Umbenennen, dann noch einmal exportieren.</translation>
    </message>
    <message>
        <source>Rename one, then export again.</source>
        <translation>Eines umbenennen, dann noch einmal exportieren.</translation>
    </message>
    <message>
        <source>Cityscapes leaves {count} ids free, too few for these labels.</source>
        <translation>Cityscapes lässt {count} Nummern frei, zu wenige für diese Labels.</translation>
    </message>
    <message>
        <source>Delete labels that are not used, or choose another format.</source>
        <translation>Unbenutzte Labels löschen oder ein anderes Format wählen.</translation>
    </message>
    <message>
        <source>{path} has {count} channels, so not channels {wanted}.</source>
        <translation>{path} hat {count} Kanäle, also nicht die Kanäle {wanted}.</translation>
    </message>
    <message>
        <source>{path} has {size} pixels, its annotations say {shape}.</source>
        <translation>{path} hat {size} Pixel, laut Annotationen {shape}.</translation>
    </message>
    <message>
        <source>{path} is there already, and no export has written it.</source>
        <translation>{path} ist schon da, und kein Export hat es geschrieben.</translation>
    </message>
    <message>
        <source>{path} leads to another folder, whose files no export has written.</source>
        <translation>{path} führt in einen anderen Ordner, dessen Dateien kein Export geschrieben hat.</translation>
    </message>
    <message>
        <source>Export into another folder, or take that link away.</source>
        <translation>Exportieren Sie in einen anderen Ordner, oder entfernen Sie diese Verknüpfung.</translation>
    </message>
    <message>
        <source>{path} was changed since it was exported.</source>
        <translation>{path} wurde seit dem Export geändert.</translation>
    </message>
    <message>
        <source>Export into another folder, or move that file away.</source>
        <translation>Exportieren Sie in einen anderen Ordner, oder legen Sie diese Datei woandershin.</translation>
    </message>
    <message>
        <source>{path} lies in the folder that would be written.</source>
        <translation>{path} liegt in dem Ordner, in den geschrieben würde.</translation>
    </message>
    <message>
        <source>{path} is damaged: what exports wrote there is not known.</source>
        <translation>{path} ist beschädigt: was Exporte dort geschrieben haben, ist unbekannt.</translation>
    </message>
    <message>
        <source>Export into another folder.</source>
        <translation>In einen anderen Ordner exportieren.</translation>
    </message>
    <message>
        <source>The world file {path} cannot be read ({reason}).</source>
        <translation>Die World-Datei {path} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>It holds six numbers, one a line. Mend it, or take it away.</source>
        <translation>Sie enthält sechs Zahlen, eine je Zeile. Ausbessern oder wegnehmen.</translation>
    </message>
    <message>
        <source>{folder} is no folder.</source>
        <translation>{folder} ist kein Ordner.</translation>
    </message>
    <message>
        <source>Choose the folder that holds the masks.</source>
        <translation>Den Ordner mit den Masken wählen.</translation>
    </message>
    <message>
        <source>There are no masks in {folder}.</source>
        <translation>In {folder} sind keine Masken.</translation>
    </message>
    <message>
        <source>{masks} holds {count} masks, but the image {image} has {pages} pages: which is whose, nobody knows.</source>
        <translation>{masks} enthält {count} Masken, das Bild {image} aber {pages} Seiten: Welche zu welcher gehört, weiß niemand.</translation>
    </message>
    <message>
        <source>Replace the one that is wrong.</source>
        <translation>Ersetzen Sie die falsche Datei.</translation>
    </message>
    <message>
        <source>It needs files of labelme, COCO, CVAT (unpacked) or YOLO, Cellpose&apos;s *_masks, or PNGs or TIFFs whose pixel values are label ids.</source>
        <translation>Gebraucht werden Dateien von labelme, COCO, CVAT (entpackt) oder YOLO, Cellposes *_masks oder PNGs oder TIFFs, deren Pixelwerte Label-Nummern sind.</translation>
    </message>
    <message>
        <source>Left out, as they outline no area: {shapes}.</source>
        <translation>Ausgelassen, da sie keine Fläche umreißen: {shapes}.</translation>
    </message>
    <message>
        <source>1 image without areas stays as it is.</source>
        <translation>1 Bild ohne Flächen bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>{count} images without areas stay as they are.</source>
        <translation>{count} Bilder ohne Flächen bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{path} cannot be read ({reason}).</source>
        <translation>{path} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>Restore it.</source>
        <translation>Wiederherstellen.</translation>
    </message>
    <message>
        <source>Export it anew.</source>
        <translation>Neu exportieren.</translation>
    </message>
    <message>
        <source>{path} is no labelme file ({kind}: {reason}).</source>
        <translation>{path} ist keine Datei von labelme ({kind}: {reason}).</translation>
    </message>
    <message>
        <source>Save it anew with labelme, or take it out of the folder.</source>
        <translation>Mit labelme neu speichern oder aus dem Ordner nehmen.</translation>
    </message>
    <message>
        <source>Shape {number} of {path} has the label {label}, which labels.txt lacks.</source>
        <translation>Form {number} in {path} hat das Label {label}, das in labels.txt fehlt.</translation>
    </message>
    <message>
        <source>Add it there, or rename it in labelme.</source>
        <translation>Dort hinzufügen oder in labelme umbenennen.</translation>
    </message>
    <message>
        <source>Shape {number} of {path} ({label}) cannot be drawn: {reason}.</source>
        <translation>Form {number} in {path} ({label}) lässt sich nicht zeichnen: {reason}.</translation>
    </message>
    <message>
        <source>Mend or delete it in labelme.</source>
        <translation>In labelme ausbessern oder löschen.</translation>
    </message>
    <message>
        <source>The COCO files there have different categories.</source>
        <translation>Die COCO-Dateien dort haben verschiedene Kategorien.</translation>
    </message>
    <message>
        <source>Put those that belong together into a folder of their own.</source>
        <translation>Zusammengehörige in einen eigenen Ordner legen.</translation>
    </message>
    <message>
        <source>{path} cannot be read as CVAT&apos;s ({kind}: {reason}).</source>
        <translation>{path} ist nicht als CVAT-Datei lesbar ({kind}: {reason}).</translation>
    </message>
    <message>
        <source>Export it anew, as CVAT for images 1.1.</source>
        <translation>Neu exportieren, als CVAT for images 1.1.</translation>
    </message>
    <message>
        <source>{path} is of CVAT for video: it has tracks instead of images.</source>
        <translation>{path} ist von CVAT for video: mit Spuren statt Bildern.</translation>
    </message>
    <message>
        <source>Export the task as CVAT for images 1.1.</source>
        <translation>Die Aufgabe als CVAT for images 1.1 exportieren.</translation>
    </message>
    <message>
        <source>Shape {number} of {image} in {path} ({shape}, {label}) cannot be drawn: {reason}.</source>
        <translation>Form {number} von {image} in {path} ({shape}, {label}) lässt sich nicht zeichnen: {reason}.</translation>
    </message>
    <message>
        <source>Mend or delete it in CVAT, then export again.</source>
        <translation>In CVAT ausbessern oder löschen, dann noch einmal exportieren.</translation>
    </message>
    <message>
        <source>Nothing names the classes of the outlines in {folder}.</source>
        <translation>Nichts benennt die Klassen der Umrisse in {folder}.</translation>
    </message>
    <message>
        <source>Put data.yaml with their names, or classes.txt with one a line, into the folder.</source>
        <translation>data.yaml mit ihren Namen oder classes.txt mit einem je Zeile in den Ordner legen.</translation>
    </message>
    <message>
        <source>{path} is not there.</source>
        <translation>{path} ist nicht da.</translation>
    </message>
    <message>
        <source>Mend the paths in data.yaml.</source>
        <translation>Die Pfade in data.yaml berichtigen.</translation>
    </message>
    <message>
        <source>{path} has no images for {split}.</source>
        <translation>{path} hat keine Bilder für {split}.</translation>
    </message>
    <message>
        <source>Mend its paths.</source>
        <translation>Die Pfade darin berichtigen.</translation>
    </message>
    <message>
        <source>Line {number} of {path}: {reason}.</source>
        <translation>Zeile {number} in {path}: {reason}.</translation>
    </message>
    <message>
        <source>Write class x1 y1 x2 y2 x3 y3 ..., as shares of width and height from 0 to 1.</source>
        <translation>Klasse x1 y1 x2 y2 x3 y3 ... schreiben, als Anteile von Breite und Höhe von 0 bis 1.</translation>
    </message>
    <message>
        <source>Line {number} of {path} is of the class {value}, which has no name.</source>
        <translation>Zeile {number} in {path} hat die Klasse {value} ohne Namen.</translation>
    </message>
    <message>
        <source>Add it to the names in data.yaml, or delete the line.</source>
        <translation>Zu den Namen in data.yaml hinzufügen oder die Zeile löschen.</translation>
    </message>
    <message>
        <source>{path} holds the value {value}, which is no class.</source>
        <translation>{path} enthält den Wert {value}, der keine Klasse ist.</translation>
    </message>
    <message>
        <source>The list {path} cannot be read ({reason}).</source>
        <translation>Die Liste {path} ist nicht lesbar ({reason}).</translation>
    </message>
    <message>
        <source>Mend it, or take it away.</source>
        <translation>Die Datei reparieren oder entfernen.</translation>
    </message>
    <message>
        <source>{path} is no data.yaml of Ultralytics ({kind}: {reason}).</source>
        <translation>{path} ist keine data.yaml von Ultralytics ({kind}: {reason}).</translation>
    </message>
    <message>
        <source>It needs names: a list, or a number and a name a line.</source>
        <translation>Sie braucht names: eine Liste, oder je Zeile eine Nummer und einen Namen.</translation>
    </message>
    <message>
        <source>{path} cannot be read as COCO&apos;s ({kind}: {reason}).</source>
        <translation>{path} ist nicht als Datei von COCO lesbar ({kind}: {reason}).</translation>
    </message>
    <message>
        <source>It needs images, categories and annotations. Export it anew.</source>
        <translation>Sie braucht images, categories und annotations. Neu exportieren.</translation>
    </message>
    <message>
        <source>An object of {image} in {path} cannot be drawn: {reason}.</source>
        <translation>Ein Objekt von {image} in {path} kann nicht gezeichnet werden: {reason}.</translation>
    </message>
    <message>
        <source>Mend it, or take it out.</source>
        <translation>Es reparieren oder herausnehmen.</translation>
    </message>
    <message>
        <source>{path} is no list of labels ({kind}: {reason}).</source>
        <translation>{path} ist keine Liste von Labels ({kind}: {reason}).</translation>
    </message>
    <message>
        <source>It needs name, id and trainId of each. Export it anew.</source>
        <translation>Gebraucht werden name, id und trainId von jedem. Neu exportieren.</translation>
    </message>
    <message>
        <source>{path} names no colour for {label}.</source>
        <translation>{path} nennt keine Farbe für {label}.</translation>
    </message>
    <message>
        <source>Write name:red,green,blue:: in each line.</source>
        <translation>In jede Zeile name:rot,grün,blau:: schreiben.</translation>
    </message>
    <message>
        <source>{path} has the colour {color}, which {file} lacks.</source>
        <translation>{path} hat die Farbe {color}, die in {file} fehlt.</translation>
    </message>
    <message>
        <source>{path} and others hold more than {most} colours: these are no masks.</source>
        <translation>{path} und andere haben mehr als {most} Farben: Das sind keine Masken.</translation>
    </message>
    <message>
        <source>Choose the folder of the masks, and save them as PNGs without smoothing.</source>
        <translation>Wählen Sie den Ordner der Masken, und speichern Sie sie als PNGs ohne Glättung.</translation>
    </message>
    <message>
        <source>{path} holds the number {number}, which {table} does not list.</source>
        <translation>{path} enthält die Nummer {number}, die in {table} nicht steht.</translation>
    </message>
    <message>
        <source>Export anew, or take the table away: then all that has a number is an object.</source>
        <translation>Noch einmal exportieren, oder die Tabelle wegnehmen: Dann ist ein Objekt, was eine Nummer hat.</translation>
    </message>
    <message>
        <source>Export anew, or take it away: then all that has a number is an object.</source>
        <translation>Noch einmal exportieren, oder sie wegnehmen: Dann ist ein Objekt, was eine Nummer hat.</translation>
    </message>
    <message>
        <source>{path} holds the value {value}, which numbers no object.</source>
        <translation>{path} enthält den Wert {value}, der kein Objekt nummeriert.</translation>
    </message>
    <message>
        <source>Objects are numbered from 1 on; 0 is the background.</source>
        <translation>Objekte sind ab 1 nummeriert; 0 ist der Hintergrund.</translation>
    </message>
    <message>
        <source>A new task for the net. Chosen by its held-out images ({images}): FCN-{stride}s on images {seen}.</source>
        <translation>Eine neue Aufgabe für das Netz. Anhand der Prüfbilder ({images}) gewählt: FCN-{stride}s auf Bildern {seen}.</translation>
    </message>
    <message>
        <source>Add it there. Masks of colours are PNGs without smoothing.</source>
        <translation>Dort hinzufügen. Farbmasken sind PNGs ohne Glättung.</translation>
    </message>
    <message>
        <source>Check that it is there and that you may read it.</source>
        <translation>Prüfen Sie, ob es da ist und Sie es lesen dürfen.</translation>
    </message>
    <message>
        <source>Close other programs that use it, or choose the CPU.</source>
        <translation>Andere Programme schließen, die ihn belegen, oder die CPU wählen.</translation>
    </message>
    <message>
        <source>Close other programs, then start again.</source>
        <translation>Andere Programme schließen, dann noch einmal starten.</translation>
    </message>
    <message>
        <source>Convert it to MP4 with H.264 in another program.</source>
        <translation>Wandeln Sie es in einem anderen Programm in MP4 mit H.264 um.</translation>
    </message>
    <message>
        <source>Develop it as JPEG or TIFF first, in the camera&apos;s own program.</source>
        <translation>Entwickeln Sie sie erst als JPEG oder TIFF, im Programm der Kamera.</translation>
    </message>
    <message>
        <source>Frames are taken at intervals of 0 seconds or more.</source>
        <translation>Bilder werden in Abständen von 0 Sekunden oder mehr entnommen.</translation>
    </message>
    <message>
        <source>JPEGs of the images with their masks laid over, with a scale bar where the size of a pixel is known, and a legend (SVG). No program reads masks back from them.</source>
        <translation>JPEGs der Bilder mit darübergelegten Masken, mit Maßstab, wo die Größe eines Pixels bekannt ist, und eine Legende (SVG). Kein Programm liest daraus Masken zurück.</translation>
    </message>
    <message>
        <source>Memory ran out, even with single pieces of {height} x {width} pixels.</source>
        <translation>Der Speicher ging aus, selbst mit einzelnen Ausschnitten von {height} x {width} Pixeln.</translation>
    </message>
    <message>
        <source>Name an end that is later.</source>
        <translation>Nennen Sie ein späteres Ende.</translation>
    </message>
    <message>
        <source>Nearly like images that it learns from: {count} of the {images} held-out images ({image} like {other}). So both scores are too good. Correct other images, too.</source>
        <translation>Fast so wie Bilder, aus denen gelernt wird: {count} von {images} zurückgehaltenen Bildern ({image} wie {other}). Daher sind beide Werte zu gut. Korrigieren Sie auch andere Bilder.</translation>
    </message>
    <message>
        <source>Not decided: most of these images look like those that it learned from. Look at others before you keep it, and correct images of other scenes.</source>
        <translation>Nicht entschieden: Die meisten dieser Bilder sehen aus wie solche, aus denen es gelernt hat. Sehen Sie sich andere an, bevor Sie es behalten, und korrigieren Sie Bilder anderer Szenen.</translation>
    </message>
    <message>
        <source>Not used to check the net, for they look nearly like images that it learns from: {count} of the {images} held-out images ({image} like {other}).</source>
        <translation>Nicht zur Prüfung des Netzes verwendet, denn sie gleichen fast Bildern, aus denen es lernt: {count} der {images} zurückgehaltenen Bilder ({image} wie {other}).</translation>
    </message>
    <message>
        <source>Pages of files that it learns from: {count} of the {images} held-out images. Neighbours look alike, so both scores are too good. Correct other files, too.</source>
        <translation>Seiten von Dateien, aus denen gelernt wird: {count} von {images} zurückgehaltenen Bildern. Nachbarn sehen sich ähnlich, daher sind beide Werte zu gut. Korrigieren Sie auch andere Dateien.</translation>
    </message>
    <message>
        <source>Pictures for people</source>
        <translation>Bilder zum Ansehen</translation>
    </message>
    <message>
        <source>Restore it, or name another.</source>
        <translation>Stellen Sie sie wieder her, oder nennen Sie eine andere.</translation>
    </message>
    <message>
        <source>Save it as TIFF first, in Fiji or the microscope&apos;s own program.</source>
        <translation>Speichern Sie sie erst als TIFF, in Fiji oder im Programm des Mikroskops.</translation>
    </message>
    <message>
        <source>Say how long its sides are, as &quot;0.5 um&quot; or &quot;0.5 x 0.25 mm&quot;. Units: {units}.</source>
        <translation>Geben Sie an, wie lang seine Seiten sind, etwa als „0.5 um“ oder „0.5 x 0.25 mm“. Einheiten: {units}.</translation>
    </message>
    <message>
        <source>TIFFs in which each connected region has a number, as Cellpose, napari and ImageJ read them, and tables (CSV) of all objects and labels: area, place, light. No void.</source>
        <translation>TIFFs, in denen jede zusammenhängende Region eine Nummer hat, wie Cellpose, napari und ImageJ sie lesen, und Tabellen (CSV) aller Objekte und Labels: Fläche, Ort, Licht. Kein Void.</translation>
    </message>
    <message>
        <source>Take images out of it first: File &gt; Open video, or fcn frames.</source>
        <translation>Entnehmen Sie ihm erst Bilder: Datei &gt; Video öffnen, oder fcn frames.</translation>
    </message>
    <message>
        <source>The GPU&apos;s memory does not suffice.</source>
        <translation>Der Speicher der GPU reicht nicht aus.</translation>
    </message>
    <message>
        <source>The disk: {reason}.</source>
        <translation>Der Datenträger: {reason}.</translation>
    </message>
    <message>
        <source>The end of what frames are taken from lies before its beginning.</source>
        <translation>Das Ende des Abschnitts, aus dem Bilder entnommen werden, liegt vor seinem Anfang.</translation>
    </message>
    <message>
        <source>The images look alike: the scores tell of images like these alone.</source>
        <translation>Die Bilder sehen einander ähnlich: Die Werte sagen nur etwas über Bilder wie diese.</translation>
    </message>
    <message>
        <source>The net {name} has {count} tasks.</source>
        <translation>Das Netz {name} hat {count} Aufgaben.</translation>
    </message>
    <message>
        <source>The net {name} holds {size} GB of weights; an ONNX file, 2.</source>
        <translation>Das Netz {name} enthält {size} GB Gewichte; eine ONNX-Datei fasst 2.</translation>
    </message>
    <message>
        <source>The net {name} sees {modality} images.</source>
        <translation>Das Netz {name} sieht Bilder der Art {modality}.</translation>
    </message>
    <message>
        <source>The net {net} sees {sees} images, the data show {shown}.</source>
        <translation>Das Netz {net} sieht Bilder der Art {sees}, die Daten zeigen {shown}.</translation>
    </message>
    <message>
        <source>The one held-out image is a page of a file that it learns from. Neighbours look alike, so both scores are too good. Correct other files, too.</source>
        <translation>Das einzige zurückgehaltene Bild ist eine Seite einer Datei, aus der gelernt wird. Nachbarn sehen sich ähnlich, daher sind beide Werte zu gut. Korrigieren Sie auch andere Dateien.</translation>
    </message>
    <message>
        <source>The one held-out image, {image}, looks nearly like {other}, from which it learns, so both scores are too good. Correct other images, too.</source>
        <translation>Das einzige zurückgehaltene Bild, {image}, sieht fast so aus wie {other}, aus dem gelernt wird, daher sind beide Werte zu gut. Korrigieren Sie auch andere Bilder.</translation>
    </message>
    <message>
        <source>The program did not get on within 15 minutes.</source>
        <translation>Das Programm kam 15 Minuten lang nicht voran.</translation>
    </message>
    <message>
        <source>The program&apos;s guide is not in {folder}.</source>
        <translation>Die Anleitung des Programms liegt nicht in {folder}.</translation>
    </message>
    <message>
        <source>The program&apos;s own files are not in {folder}.</source>
        <translation>Die eigenen Dateien des Programms liegen nicht in {folder}.</translation>
    </message>
    <message>
        <source>The stack {name} does not hold what was written.</source>
        <translation>Der Stapel {name} enthält nicht, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>The translation {path} cannot be read.</source>
        <translation>Die Übersetzung {path} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>There is no backbone {name}.</source>
        <translation>Es gibt kein Backbone {name}.</translation>
    </message>
    <message>
        <source>There is no data.yaml with names, train and val in {folder}.</source>
        <translation>In {folder} ist keine data.yaml mit names, train und val.</translation>
    </message>
    <message>
        <source>There is no device {name}.</source>
        <translation>Es gibt kein Gerät {name}.</translation>
    </message>
    <message>
        <source>There is no file of CVAT for images (.xml) in {folder}.</source>
        <translation>In {folder} ist keine Datei von CVAT for images (.xml).</translation>
    </message>
    <message>
        <source>There is no label {name}.</source>
        <translation>Es gibt kein Label {name}.</translation>
    </message>
    <message>
        <source>There is no labelme file (.json) in {folder}.</source>
        <translation>In {folder} ist keine Datei von labelme (.json).</translation>
    </message>
    <message>
        <source>There is no mask (*{ending}.tif) in {folder}.</source>
        <translation>In {folder} ist keine Maske (*{ending}.tif).</translation>
    </message>
    <message>
        <source>There is no mask (*{ids}.png) in {folder}.</source>
        <translation>In {folder} ist keine Maske (*{ids}.png).</translation>
    </message>
    <message>
        <source>There is no model {name}, and {problem}</source>
        <translation>Es gibt kein Modell {name}, und: {problem}</translation>
    </message>
    <message>
        <source>These can: {names}.</source>
        <translation>Möglich sind: {names}.</translation>
    </message>
    <message>
        <source>These scores reach over {width} x {height} pixels, not over {columns} x {rows}.</source>
        <translation>Diese Werte reichen über {width} x {height} Pixel, nicht über {columns} x {rows}.</translation>
    </message>
    <message>
        <source>This is not a fine-tuning job: {reason}.</source>
        <translation>Das ist kein Auftrag zum Feinabstimmen: {reason}.</translation>
    </message>
    <message>
        <source>This is not a job event: {line}.</source>
        <translation>Das ist keine Meldung eines Auftrags: {line}.</translation>
    </message>
    <message>
        <source>Train it first, with fcn models import and fcn train.</source>
        <translation>Trainieren Sie es zuerst, mit fcn models import und fcn train.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Turn it into one, of type uint8 and shape (height, width, channels).</source>
        <translation>In eines umwandeln, vom Typ uint8 und der Form (Höhe, Breite, Kanäle).</translation>
    </message>
    <message>
        <source>Unpack what CVAT exported.</source>
        <translation>Auspacken, was CVAT exportiert hat.</translation>
    </message>
    <message>
        <source>Use auto, cpu or cuda.</source>
        <translation>auto, cpu oder cuda angeben.</translation>
    </message>
    <message>
        <source>Use net.upsampling=fixed or net.upsampling=learned.</source>
        <translation>net.upsampling=fixed oder net.upsampling=learned verwenden.</translation>
    </message>
    <message>
        <source>Use {names}, the path of a model file, or the id of a net with its project&apos;s folder (--project).</source>
        <translation>{names}, den Pfad einer Modelldatei oder die Kennung eines Netzes samt Projektordner (--project) angeben.</translation>
    </message>
    <message>
        <source>a corner is nowhere near the image</source>
        <translation>eine Ecke liegt weit außerhalb des Bildes</translation>
    </message>
    <message>
        <source>a list or mapping where a word should be</source>
        <translation>eine Liste oder Zuordnung, wo ein Wort stehen sollte</translation>
    </message>
    <message>
        <source>a point is nowhere near the image</source>
        <translation>ein Punkt liegt weit außerhalb des Bildes</translation>
    </message>
    <message>
        <source>a polygon has fewer than three corners</source>
        <translation>ein Polygon hat weniger als drei Ecken</translation>
    </message>
    <message>
        <source>a polygon of {count} points</source>
        <translation>ein Polygon aus {count} Punkten</translation>
    </message>
    <message>
        <source>all pixels would lie in one line, or nowhere</source>
        <translation>alle Pixel lägen auf einer Linie oder nirgends</translation>
    </message>
    <message>
        <source>an image of {width} x {height} pixels</source>
        <translation>ein Bild von {width} x {height} Pixeln</translation>
    </message>
    <message>
        <source>an image {name} of {width} x {height} pixels</source>
        <translation>ein Bild {name} von {width} x {height} Pixeln</translation>
    </message>
    <message>
        <source>box</source>
        <translation>Rechteck</translation>
    </message>
    <message>
        <source>boxes</source>
        <translation>Rechtecke</translation>
    </message>
    <message>
        <source>colours of kind {kind} are not measured</source>
        <translation>Farben der Art {kind} sind nicht gemessen</translation>
    </message>
    <message>
        <source>ids and dates are text</source>
        <translation>Kennungen und Daten sind Text</translation>
    </message>
    <message>
        <source>it declares a document type</source>
        <translation>sie erklärt einen Dokumenttyp</translation>
    </message>
    <message>
        <source>it has format {format}, this program writes {known}</source>
        <translation>sie hat Format {format}, dieses Programm schreibt {known}</translation>
    </message>
    <message>
        <source>it has no outline (segmentation)</source>
        <translation>es hat keinen Umriss (segmentation)</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>it needs ids from 0 to 254, each once</source>
        <translation>gebraucht werden Nummern von 0 bis 254, jede einmal</translation>
    </message>
    <message>
        <source>its box does not lie in the image</source>
        <translation>ihr Rechteck liegt nicht im Bild</translation>
    </message>
    <message>
        <source>its category {category} is not named in the file</source>
        <translation>die Kategorie {category} ist in der Datei nicht benannt</translation>
    </message>
    <message>
        <source>its folder is read-only</source>
        <translation>der Ordner ist schreibgeschützt</translation>
    </message>
    <message>
        <source>its mask is no PNG</source>
        <translation>ihre Maske ist kein PNG</translation>
    </message>
    <message>
        <source>its mask is {shape}, its box {other}</source>
        <translation>ihre Maske hat {shape}, ihr Rechteck {other}</translation>
    </message>
    <message>
        <source>its run lengths are no text of COCO&apos;s</source>
        <translation>die Lauflängen sind kein Text von COCO</translation>
    </message>
    <message>
        <source>its run lengths do not fill {width} x {height} pixels</source>
        <translation>die Lauflängen füllen nicht {width} x {height} Pixel</translation>
    </message>
    <message>
        <source>its run lengths end in the middle of a number</source>
        <translation>die Lauflängen enden mitten in einer Zahl</translation>
    </message>
    <message>
        <source>its size is {size}, the image&apos;s {other}</source>
        <translation>die Größe ist {size}, die des Bildes {other}</translation>
    </message>
    <message>
        <source>maps of {chosen} channels come for those of {channels}</source>
        <translation>Karten mit {chosen} Kanälen kommen statt solcher mit {channels}</translation>
    </message>
    <message>
        <source>masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <source>masks_dir is no name of a folder</source>
        <translation>masks_dir ist kein Ordnername</translation>
    </message>
    <message>
        <source>means for {count} channels</source>
        <translation>Mittelwerte für {count} Kanäle</translation>
    </message>
    <message>
        <source>no image can be prepared by {data}</source>
        <translation>mit {data} lässt sich kein Bild vorbereiten</translation>
    </message>
    <message>
        <source>none of its frames can be decoded</source>
        <translation>keines seiner Einzelbilder lässt sich dekodieren</translation>
    </message>
    <message>
        <source>numbered objects</source>
        <translation>nummerierte Objekte</translation>
    </message>
    <message>
        <source>object {number}</source>
        <translation>Objekt {number}</translation>
    </message>
    <message>
        <source>of {side} pixels its maps have {found}</source>
        <translation>von {side} Pixeln haben die Karten {found}</translation>
    </message>
    <message>
        <source>one of its frames is damaged</source>
        <translation>eines seiner Einzelbilder ist beschädigt</translation>
    </message>
    <message>
        <source>set of points</source>
        <translation>Punktmenge</translation>
    </message>
    <message>
        <source>sets of points</source>
        <translation>Punktmengen</translation>
    </message>
    <message>
        <source>{files} cannot be read.</source>
        <translation>Nicht lesbar: {files}.</translation>
    </message>
    <message>
        <source>{net} has learned from the one held-out image, so the score {when} is too good. Correct new images, to have others held out.</source>
        <translation>{net} hat aus dem einzigen Prüfbild gelernt, also ist der Wert {when} zu gut. Korrigieren Sie neue Bilder, damit andere zum Prüfen zurückgehalten werden.</translation>
    </message>
    <message>
        <source>{net} has learned from {count} of the {images} held-out images, so the score {when} is too good. Correct new images, to have others held out.</source>
        <translation>{net} hat aus {count} von {images} Prüfbildern gelernt, also ist der Wert {when} zu gut. Korrigieren Sie neue Bilder, damit andere zum Prüfen zurückgehalten werden.</translation>
    </message>
    <message>
        <source>{path} holds a classifier, whose scores for pixels are not trained yet.</source>
        <translation>{path} enthält einen Klassifikator, dessen Bewertungen für Pixel noch nicht trainiert sind.</translation>
    </message>
    <message>
        <source>{text} is no size of a pixel.</source>
        <translation>{text} ist keine Pixelgröße.</translation>
    </message>
    <message>
        <source>{value} holds values that are no numbers</source>
        <translation>{value} enthält Werte, die keine Zahlen sind</translation>
    </message>
    <message>
        <source>{value} is no share of the image</source>
        <translation>{value} ist kein Anteil des Bildes</translation>
    </message>
    <message>
        <source>{word} is no class</source>
        <translation>{word} ist keine Klasse</translation>
    </message>
    <message>
        <source>polyline</source>
        <translation>Linienzug</translation>
    </message>
    <message>
        <source>polylines</source>
        <translation>Linienzüge</translation>
    </message>
    <message>
        <source>cuboid</source>
        <translation>Quader</translation>
    </message>
    <message>
        <source>cuboids</source>
        <translation>Quader</translation>
    </message>
    <message>
        <source>shapes of type {kind} are not known</source>
        <translation>Formen vom Typ {kind} sind nicht bekannt</translation>
    </message>
    <message>
        <source>skeleton</source>
        <translation>Skelett</translation>
    </message>
    <message>
        <source>skeletons</source>
        <translation>Skelette</translation>
    </message>
    <message>
        <source>tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Take region from {stride}s</source>
        <translation>Region aus {stride}s übernehmen</translation>
    </message>
    <message>
        <source>Fill holes of {label}</source>
        <translation>Löcher von {label} füllen</translation>
    </message>
    <message>
        <source>Drop specks of {label} under {speck} px</source>
        <translation>Flecken von {label} unter {speck} px entfernen</translation>
    </message>
    <message>
        <source>Keep the largest {label}</source>
        <translation>Größten Teil von {label} behalten</translation>
    </message>
    <message>
        <source>Smooth {label} by {radius} px</source>
        <translation>{label} um {radius} px glätten</translation>
    </message>
    <message>
        <source>Grow {label} by {radius} px</source>
        <translation>{label} um {radius} px erweitern</translation>
    </message>
    <message>
        <source>Separate touching {label}</source>
        <translation>{label} an Engstellen trennen</translation>
    </message>
    <message>
        <source>Shrink {label} by {radius} px</source>
        <translation>{label} um {radius} px verkleinern</translation>
    </message>
    <message>
        <source>A new task for the net. Chosen by the labels&apos; detail: FCN-{stride}s on images {seen}.</source>
        <translation>Eine neue Aufgabe für das Netz. Nach der Feinheit der Labels gewählt: FCN-{stride}s auf Bildern {seen}.</translation>
    </message>
    <message>
        <source>at their own size</source>
        <translation>in ihrer eigenen Größe</translation>
    </message>
    <message>
        <source>at half their size</source>
        <translation>in halber Größe</translation>
    </message>
    <message>
        <source>of {side} pixels at most</source>
        <translation>mit höchstens {side} Pixeln</translation>
    </message>
    <message>
        <source>enlarged {zoom} times</source>
        <translation>in {zoom}-facher Größe</translation>
    </message>
    <message>
        <source>Remove a region of {label}</source>
        <translation>Eine Region von {label} entfernen</translation>
    </message>
    <message>
        <source>Keep one region of {label}</source>
        <translation>Eine Region von {label} behalten</translation>
    </message>
    <message>
        <source>Merge {label} into {other}</source>
        <translation>{label} mit {other} zusammenführen</translation>
    </message>
    <message>
        <source>Delete {label}</source>
        <translation>{label} löschen</translation>
    </message>
    <message>
        <source>The corrections {path} are damaged ({reason}). They were not opened, so that they are not overwritten.</source>
        <translation>Die Korrekturen {path} sind beschädigt ({reason}). Sie wurden nicht geöffnet, damit sie nicht überschrieben werden.</translation>
    </message>
    <message>
        <source>the pixels are not those that were saved</source>
        <translation>die Pixel sind nicht die gespeicherten</translation>
    </message>
    <message>
        <source>{file} is not the one its journal belongs to. It was opened as it is; the journal is kept as {other}.</source>
        <translation>{file} ist nicht die Datei, zu der das Journal gehört. Sie wurde geöffnet, wie sie ist; das Journal bleibt als {other} erhalten.</translation>
    </message>
    <message>
        <source>{count} finished changes could not be read from the journal.</source>
        <translation>{count} fertige Änderungen ließen sich nicht aus dem Journal lesen.</translation>
    </message>
    <message>
        <source>The last change was not saved whole and is left out ({count} bytes).</source>
        <translation>Die letzte Änderung war nicht ganz gespeichert und fehlt ({count} Bytes).</translation>
    </message>
    <message>
        <source>Restore the file from a backup, or move it away (and the journal of the same name) to start this image anew.</source>
        <translation>Die Datei aus einer Sicherung wiederherstellen oder (samt dem Journal gleichen Namens) wegräumen, um dieses Bild neu zu beginnen.</translation>
    </message>
    <message>
        <source>Restore the file from a backup, or move {path} away to start this image anew.</source>
        <translation>Die Datei aus einer Sicherung wiederherstellen oder {path} wegräumen, um dieses Bild neu zu beginnen.</translation>
    </message>
    <message>
        <source>{path} is for an image of {width} x {height} pixels, but the image has {columns} x {rows}.</source>
        <translation>{path} gehört zu einem Bild von {width} x {height} Pixeln, aber das Bild hat {columns} x {rows}.</translation>
    </message>
    <message>
        <source>Restore the image that was corrected, or move this file (and the journal or corrections of the same name) away to start the image anew.</source>
        <translation>Das korrigierte Bild wiederherstellen oder diese Datei (samt Journal oder Korrekturen gleichen Namens) wegräumen, um das Bild neu zu beginnen.</translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation>kein Platz mehr auf dem Datenträger</translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation>Datei oder Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation>das Speicherkontingent ist erschöpft</translation>
    </message>
    <message>
        <source>File too large</source>
        <translation>die Datei ist zu groß</translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation>der Datenträger ist schreibgeschützt</translation>
    </message>
    <message>
        <source>File exists</source>
        <translation>das gibt es dort schon</translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation>kein Ordner</translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation>ein Ordner, keine Datei</translation>
    </message>
    <message>
        <source>Directory not empty</source>
        <translation>der Ordner ist nicht leer</translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation>der Dateiname ist zu lang</translation>
    </message>
    <message>
        <source>Too many levels of symbolic links</source>
        <translation>zu viele Verweise hintereinander</translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation>zu viele offene Dateien</translation>
    </message>
    <message>
        <source>Too many open files in system</source>
        <translation>zu viele offene Dateien im System</translation>
    </message>
    <message>
        <source>Text file busy</source>
        <translation>die Datei wird gerade ausgeführt</translation>
    </message>
    <message>
        <source>Device or resource busy</source>
        <translation>wird gerade anderswo benutzt</translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>Remote I/O error</source>
        <translation>Ein-/Ausgabefehler am anderen Ende</translation>
    </message>
    <message>
        <source>No such device</source>
        <translation>das Gerät gibt es nicht</translation>
    </message>
    <message>
        <source>No such device or address</source>
        <translation>das Gerät oder die Adresse gibt es nicht</translation>
    </message>
    <message>
        <source>Stale file handle</source>
        <translation>auf dem Server gibt es die Datei nicht mehr</translation>
    </message>
    <message>
        <source>Transport endpoint is not connected</source>
        <translation>das Netzlaufwerk ist nicht verbunden</translation>
    </message>
    <message>
        <source>Connection timed out</source>
        <translation>keine Antwort, die Wartezeit ist um</translation>
    </message>
    <message>
        <source>Host is down</source>
        <translation>der andere Rechner ist aus</translation>
    </message>
    <message>
        <source>No route to host</source>
        <translation>der andere Rechner ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Network is unreachable</source>
        <translation>das Netzwerk ist nicht erreichbar</translation>
    </message>
    <message>
        <source>Cannot allocate memory</source>
        <translation>der Arbeitsspeicher reicht nicht</translation>
    </message>
    <message>
        <source>Invalid argument</source>
        <translation>ungültige Angabe</translation>
    </message>
    <message>
        <source>[Errno {number}] {reason}</source>
        <translation>{reason} (Fehler {number})</translation>
    </message>
    <message>
        <source>[Errno {number}] {reason}: &apos;{path}&apos;</source>
        <translation>{path}: {reason} (Fehler {number})</translation>
    </message>
    <message>
        <source>image file is truncated</source>
        <translation>die Bilddatei ist unvollständig</translation>
    </message>
    <message>
        <source>image file is truncated ({count} bytes not processed)</source>
        <translation>die Bilddatei ist unvollständig ({count} Bytes blieben übrig)</translation>
    </message>
    <message>
        <source>Truncated File Read</source>
        <translation>die Bilddatei endet zu früh</translation>
    </message>
    <message>
        <source>broken data stream when reading image file</source>
        <translation>die Bilddaten sind beschädigt</translation>
    </message>
    <message>
        <source>unrecognized data stream contents when reading image file</source>
        <translation>die Bilddaten sind von unbekannter Art</translation>
    </message>
    <message>
        <source>broken PNG file (chunk {name})</source>
        <translation>die PNG-Datei ist beschädigt (Abschnitt {name})</translation>
    </message>
    <message>
        <source>could not create decoder object</source>
        <translation>die Bilddaten sind nicht zu entschlüsseln</translation>
    </message>
    <message>
        <source>failed to read next frame</source>
        <translation>das Bild in der Datei ist beschädigt</translation>
    </message>
    <message>
        <source>Unable to allocate {size} for an array with shape {shape} and data type {type}</source>
        <translation>der Arbeitsspeicher reicht nicht für {size} (Form {shape}, Typ {type})</translation>
    </message>
    <message>
        <source>No clear change</source>
        <translation>Keine klare Änderung</translation>
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
        <source>IU, intersection over union: where the net and you agree on a label, as a share of where either of you sees it. 100 % is the same mask. The mean is over the labels.</source>
        <translation>IU, Schnittmenge durch Vereinigung: wo das Netz und Sie bei einem Label übereinstimmen, als Anteil dessen, wo einer von beiden es sieht. 100 % ist dieselbe Maske. Das Mittel gilt über die Labels.</translation>
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
        <source>Nets appear here once one is loaded or fine-tuned.</source>
        <translation>Hier erscheinen Netze, sobald eines geladen oder nachgelernt ist.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note about this net</source>
        <translation>Notiz zu diesem Netz</translation>
    </message>
    <message>
        <source>Use this net</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Go back to the net that the one in use replaced</source>
        <translation>Zurück zum Netz, das vom jetzigen ersetzt wurde</translation>
    </message>
    <message>
        <source>Export net…</source>
        <translation>Netz exportieren…</translation>
    </message>
    <message>
        <source>Write this net as an ONNX file, for other programs</source>
        <translation>Dieses Netz als ONNX-Datei für andere Programme schreiben</translation>
    </message>
    <message>
        <source>Delete this net</source>
        <translation>Dieses Netz löschen</translation>
    </message>
    <message>
        <source>Mean IU</source>
        <translation>Mittlere IU</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In Gebrauch</translation>
    </message>
    <message>
        <source>Loading …</source>
        <translation>Wird geladen …</translation>
    </message>
    <message>
        <source>{about} Every fine-tuned net goes back to one like it.</source>
        <translation>{about} Jedes nachgelernte Netz geht auf ein solches zurück.</translation>
    </message>
    <message>
        <source>Made elsewhere ({origin}), and added here.</source>
        <translation>Anderswo entstanden ({origin}) und hier hinzugefügt.</translation>
    </message>
    <message>
        <source>Learnt from {images}.</source>
        <translation>Gelernt aus: {images}.</translation>
    </message>
    <message>
        <source>Its run was interrupted before it could be checked.</source>
        <translation>Der Lauf wurde unterbrochen, bevor es geprüft werden konnte.</translation>
    </message>
    <message>
        <source>It was not checked on held-out images.</source>
        <translation>Nicht an Prüfbildern geprüft.</translation>
    </message>
    <message>
        <source>Mean IU {before} before, {after} after ({change} points).</source>
        <translation>Mittlere IU vorher {before}, nachher {after} ({change} Punkte).</translation>
    </message>
    <message>
        <source>Adding {net} …</source>
        <translation>{net} wird hinzugefügt …</translation>
    </message>
    <message>
        <source>Add a net</source>
        <translation>Netz hinzufügen</translation>
    </message>
    <message>
        <source>{net} was added and is in use.</source>
        <translation>{net} wurde hinzugefügt und ist in Gebrauch.</translation>
    </message>
    <message>
        <source>held-out image</source>
        <translation>zurückgehaltenes Bild</translation>
    </message>
    <message>
        <source>held-out images</source>
        <translation>zurückgehaltene Bilder</translation>
    </message>
    <message>
        <source>mean IU {score} on {images}</source>
        <translation>mittlere IU {score}, geprüft: {images}</translation>
    </message>
    <message>
        <source>Checked on {images}.</source>
        <translation>Zum Prüfen: {images}.</translation>
    </message>
    <message>
        <source>The net in use was checked on others, so their scores do not compare.</source>
        <translation>Das verwendete Netz wurde an anderen geprüft, daher sind die Werte nicht vergleichbar.</translation>
    </message>
    <message>
        <source>{score} on {images}</source>
        <translation>{score} an {images}</translation>
    </message>
    <message>
        <source>Made {time}</source>
        <translation>Entstanden {time}</translation>
    </message>
    <message>
        <source>It is neither kept nor discarded yet.</source>
        <translation>Es ist noch weder behalten noch verworfen.</translation>
    </message>
    <message>
        <source>{net} (in use)</source>
        <translation>{net} (in Gebrauch)</translation>
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
        <source>{pixels:,.1f} px</source>
        <translation>{pixels:,.1f} px</translation>
    </message>
    <message>
        <source>Channel {shown} of {count}</source>
        <translation>Kanal {shown} von {count}</translation>
    </message>
    <message>
        <source>Channels {shown} of {count}</source>
        <translation>Kanäle {shown} von {count}</translation>
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
        <source>Mean IU changed by {gain} points on the {images} held-out images. On others like them it may change by {low} to {high} (95 % interval).</source>
        <translation>Die mittlere IU änderte sich auf den {images} Prüfbildern um {gain} Punkte. Auf anderen von ihrer Art kann sie sich um {low} bis {high} ändern (95-%-Intervall).</translation>
    </message>
    <message>
        <source>No image was held out, so nobody knows whether this net is better.</source>
        <translation>Es gab keine Prüfbilder, daher weiß niemand, ob dieses Netz besser ist.</translation>
    </message>
    <message>
        <source>label {id}</source>
        <translation>Label {id}</translation>
    </message>
    <message>
        <source>Saving works again.</source>
        <translation>Das Speichern geht wieder.</translation>
    </message>
    <message>
        <source>There are no images in {folder} itself, but in its subfolders.</source>
        <translation>In {folder} selbst sind keine Bilder, wohl aber in Unterordnern.</translation>
    </message>
    <message>
        <source>Include subfolders</source>
        <translation>Unterordner einbeziehen</translation>
    </message>
    <message>
        <source>Nothing changed: limits or locks may keep tools off there</source>
        <translation>Nichts geändert: Grenzen oder Sperren halten Werkzeuge dort vielleicht fern</translation>
    </message>
    <message>
        <source>Fine-tuning is running</source>
        <translation>Das Nachlernen läuft</translation>
    </message>
    <message>
        <source>It ends now. What it had learned at its last check is kept in the list of nets. Close all the same?</source>
        <translation>Es endet jetzt. Was bis zur letzten Prüfung gelernt war, bleibt in der Liste der Netze. Trotzdem schließen?</translation>
    </message>
    <message>
        <source>It would be left undone: {orders}. Close all the same?</source>
        <translation>Das bliebe ungetan: {orders}. Trotzdem schließen?</translation>
    </message>
    <message>
        <source>Tidying up is under way</source>
        <translation>Es wird noch aufgeräumt</translation>
    </message>
    <message>
        <source>Images are being changed</source>
        <translation>Bilder werden gerade geändert</translation>
    </message>
    <message>
        <source>Those whose turn has not come stay as they are. Close all the same?</source>
        <translation>Die noch nicht an der Reihe waren, bleiben, wie sie sind. Trotzdem schließen?</translation>
    </message>
    <message>
        <source>Not everything is saved</source>
        <translation>Nicht alles ist gespeichert</translation>
    </message>
    <message>
        <source>Some changes could not be written to the disk. Close and lose them?</source>
        <translation>Einige Änderungen konnten nicht auf den Datenträger geschrieben werden. Schließen und sie verlieren?</translation>
    </message>
    <message>
        <source>No images here. Open another folder, or drop one.</source>
        <translation>Hier sind keine Bilder. Einen anderen Ordner öffnen oder hierher ziehen.</translation>
    </message>
    <message>
        <source>Tools paint {label} now. {others} of the shipped net stand below; they can go, and come back.</source>
        <translation>Gemalt wird jetzt {label}. Darunter stehen {others} des mitgelieferten Netzes; sie lassen sich entfernen und zurückholen.</translation>
    </message>
    <message>
        <source>Use only my labels</source>
        <translation>Nur meine Labels</translation>
    </message>
    <message>
        <source>The shipped net finds next to nothing that it knows here. Paint a label of your own and fine-tune, or look at the nets for nuclei and for roads.</source>
        <translation>Das mitgelieferte Netz findet hier fast nichts, was es kennt. Malen Sie ein eigenes Label und lassen Sie nachlernen, oder sehen Sie sich die Netze für Zellkerne und Straßen an.</translation>
    </message>
    <message>
        <source>These look like the images that {net} was made for.</source>
        <translation>Diese Bilder passen zu {net}.</translation>
    </message>
    <message>
        <source>Show nets</source>
        <translation>Netze anzeigen</translation>
    </message>
    <message>
        <source>Shipped net</source>
        <translation>Mitgeliefertes Netz</translation>
    </message>
    <message>
        <source>the shipped net</source>
        <translation>dem mitgelieferten Netz</translation>
    </message>
    <message>
        <source>Comes with the program, for photos of everyday things.</source>
        <translation>Kommt mit dem Programm, für Fotos von Alltäglichem.</translation>
    </message>
    <message>
        <source>Nuclei net</source>
        <translation>Zellkern-Netz</translation>
    </message>
    <message>
        <source>the nuclei net</source>
        <translation>dem Zellkern-Netz</translation>
    </message>
    <message>
        <source>Comes with the program, for microscopes: cell nuclei, stained or lit.</source>
        <translation>Kommt mit dem Programm, für Mikroskope: Zellkerne, gefärbt oder leuchtend.</translation>
    </message>
    <message>
        <source>Roads net</source>
        <translation>Straßen-Netz</translation>
    </message>
    <message>
        <source>the roads net</source>
        <translation>dem Straßen-Netz</translation>
    </message>
    <message>
        <source>Comes with the program, for aerial photos: streets, lanes and highways.</source>
        <translation>Kommt mit dem Programm, für Luftbilder: Straßen, Wege und Autobahnen.</translation>
    </message>
    <message>
        <source>The new net is in use.</source>
        <translation>Das neue Netz wird benutzt.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The new net was discarded; the one before is in use.</source>
        <translation>Das neue Netz ist verworfen; das vorige wird benutzt.</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>net {id}</source>
        <translation>Netz {id}</translation>
    </message>
    <message>
        <source>Net {id}</source>
        <translation>Netz {id}</translation>
    </message>
    <message>
        <source>Take the net&apos;s label</source>
        <translation>Label des Netzes übernehmen</translation>
    </message>
    <message>
        <source>The check ended early, for another net is on trial: check the labels again when that is over.</source>
        <translation>Die Prüfung endete vorzeitig, weil ein anderes Netz ausprobiert wird. Prüfen Sie die Labels danach noch einmal.</translation>
    </message>
    <message>
        <source>The net is not ready yet. Try again in a moment.</source>
        <translation>Das Netz ist noch nicht bereit. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>This place was corrected meanwhile: nothing is left to be answered.</source>
        <translation>Diese Stelle ist inzwischen korrigiert: hier ist nichts mehr zu entscheiden.</translation>
    </message>
    <message>
        <source>Nothing was changed: the label is locked.</source>
        <translation>Nichts geändert: das Label ist gesperrt.</translation>
    </message>
    <message>
        <source>Another net came into use: check the labels again.</source>
        <translation>Jetzt wird ein anderes Netz benutzt: prüfen Sie die Labels noch einmal.</translation>
    </message>
    <message>
        <source>Back to the net&apos;s</source>
        <translation>Zurück zum Netz</translation>
    </message>
    <message>
        <source>Undone: {edit}</source>
        <translation>Rückgängig: {edit}</translation>
    </message>
    <message>
        <source>Redone: {edit}</source>
        <translation>Wiederholt: {edit}</translation>
    </message>
    <message>
        <source>Region accepted</source>
        <translation>Region übernommen</translation>
    </message>
    <message>
        <source>Paint everything unconfirmed as {label}</source>
        <translation>Alles Unbestätigte als {label} malen</translation>
    </message>
    <message>
        <source>Something was done since: its image&apos;s history has it</source>
        <translation>Seitdem wurde etwas getan: Es steht im Verlauf seines Bildes</translation>
    </message>
    <message>
        <source>{pixels:,} px</source>
        <translation>{pixels:,} px</translation>
    </message>
    <message>
        <source>confirmed</source>
        <translation>bestätigt</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>doubt {percent:.0f} %</source>
        <translation>Zweifel {percent:.0f} %</translation>
    </message>
    <message>
        <source>There is nothing to export.</source>
        <translation>Es gibt nichts zu exportieren.</translation>
    </message>
    <message>
        <source>Choose more images.</source>
        <translation>Mehr Bilder auswählen.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({reason}).</source>
        <translation>{path} lässt sich nicht schreiben ({reason}).</translation>
    </message>
    <message>
        <source>The export</source>
        <translation>Der Export</translation>
    </message>
    <message>
        <source>Free some space or choose another folder, then export again.</source>
        <translation>Platz schaffen oder einen anderen Ordner wählen, dann erneut exportieren.</translation>
    </message>
    <message>
        <source>The export failed: {reason}.</source>
        <translation>Der Export ist gescheitert: {reason}.</translation>
    </message>
    <message>
        <source>Try again, or export fewer images.</source>
        <translation>Noch einmal versuchen oder weniger Bilder exportieren.</translation>
    </message>
    <message>
        <source>1 image cannot be read and is left out.</source>
        <translation>1 Bild ist nicht lesbar und wird ausgelassen.</translation>
    </message>
    <message>
        <source>{images:,} images cannot be read and are left out.</source>
        <translation>{images:,} Bilder sind nicht lesbar und werden ausgelassen.</translation>
    </message>
    <message>
        <source>1 image has only the net&apos;s mask: nobody has corrected it.</source>
        <translation>1 Bild hat nur die Maske des Netzes: Niemand hat es korrigiert.</translation>
    </message>
    <message>
        <source>{images:,} images have only the net&apos;s mask: nobody has corrected them.</source>
        <translation>{images:,} Bilder haben nur die Maske des Netzes: Niemand hat sie korrigiert.</translation>
    </message>
    <message>
        <source>Pixels that nobody confirmed are written as void.</source>
        <translation>Pixel, die niemand bestätigt hat, werden als Void geschrieben.</translation>
    </message>
    <message>
        <source>Pixels that nobody confirmed are written as background, since the format has no void: who trains on it learns that nothing is there.</source>
        <translation>Pixel, die niemand bestätigt hat, werden als Hintergrund geschrieben, denn das Format kennt kein Void: wer damit trainiert, lernt, dass dort nichts ist.</translation>
    </message>
    <message>
        <source>1 image has more than 8 bits a channel: it leaves as it is shown, in 8 bits.</source>
        <translation>1 Bild hat mehr als 8 Bit je Kanal: Es wird geschrieben, wie es angezeigt wird, mit 8 Bit.</translation>
    </message>
    <message>
        <source>{images:,} images have more than 8 bits a channel: they leave as they are shown, in 8 bits.</source>
        <translation>{images:,} Bilder haben mehr als 8 Bit je Kanal: Sie werden geschrieben, wie sie angezeigt werden, mit 8 Bit.</translation>
    </message>
    <message>
        <source>Left out: {problem}</source>
        <translation>Ausgelassen: {problem}</translation>
    </message>
    <message>
        <source>Nothing is learnt of {labels}: confirmed only on held-out images, which no run learns from. Correct it on another image, too.</source>
        <translation>{labels}: nur auf zurückgehaltenen Bildern bestätigt, aus denen nie gelernt wird. Korrigieren Sie davon auch etwas auf einem anderen Bild.</translation>
    </message>
    <message>
        <source>No image is corrected yet. Correct at least two, so that the net learns more than a single picture.</source>
        <translation>Noch ist kein Bild korrigiert. Korrigieren Sie mindestens zwei, damit das Netz mehr als ein einzelnes Bild lernt.</translation>
    </message>
    <message>
        <source>Only one image is corrected. Correct at least two, so that the net learns more than a single picture.</source>
        <translation>Nur ein Bild ist korrigiert. Korrigieren Sie mindestens zwei, damit das Netz mehr als ein einzelnes Bild lernt.</translation>
    </message>
    <message>
        <source>Only background is corrected. Paint or accept some of what the net shall find, too: it would learn to say nothing else.</source>
        <translation>Nur Hintergrund ist korrigiert. Malen oder bestätigen Sie auch etwas von dem, was das Netz finden soll: Es lernte sonst, nichts anderes zu sagen.</translation>
    </message>
    <message>
        <source>All corrections are of one label. Confirm some of the background too, with the tool Accept region, or paint another label: the net would learn to say nothing else.</source>
        <translation>Alle Korrekturen haben dasselbe Label: Das Netz lernte, nichts anderes zu sagen. Bestätigen Sie etwas Hintergrund („Region übernehmen“), oder malen Sie ein weiteres Label.</translation>
    </message>
    <message>
        <source>There are no images in {folder}, but {file}.</source>
        <translation>In {folder} sind keine Bilder, aber {file}.</translation>
    </message>
    <message>
        <source>There are no images in {folder}.</source>
        <translation>In {folder} sind keine Bilder.</translation>
    </message>
    <message>
        <source>Choose a folder with JPEG, PNG, WebP, BMP or TIFF files.</source>
        <translation>Einen Ordner mit JPEG-, PNG-, WebP-, BMP- oder TIFF-Dateien wählen.</translation>
    </message>
    <message>
        <source>The images cannot be listed: {reason}.</source>
        <translation>Die Bilder lassen sich nicht auflisten: {reason}.</translation>
    </message>
    <message>
        <source>Open the folder again.</source>
        <translation>Den Ordner noch einmal öffnen.</translation>
    </message>
    <message>
        <source>Masks are being imported.</source>
        <translation>Gerade werden Masken importiert.</translation>
    </message>
    <message>
        <source>{image}: {reason}. It is changed when you open it.</source>
        <translation>{image}: {reason}. Geändert wird es, wenn Sie es öffnen.</translation>
    </message>
    <message>
        <source>Try again when that is done.</source>
        <translation>Danach noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Check the disk, then try again.</source>
        <translation>Den Datenträger prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This project used net {net}, which is gone or damaged ({path}).</source>
        <translation>Dieses Projekt benutzte das Netz {net}, das fehlt oder beschädigt ist ({path}).</translation>
    </message>
    <message>
        <source>The shipped net is in use instead. Put the folder back, or fine-tune again: your corrections are all here.</source>
        <translation>Stattdessen wird das mitgelieferte Netz benutzt. Den Ordner zurücklegen oder noch einmal nachlernen lassen: alle Korrekturen sind noch da.</translation>
    </message>
    <message>
        <source>Net {net} was deleted or is damaged ({path}).</source>
        <translation>Das Netz {net} wurde gelöscht oder ist beschädigt ({path}).</translation>
    </message>
    <message>
        <source>Choose another in the list of nets, or fine-tune again: your corrections are all here.</source>
        <translation>Ein anderes in der Liste der Netze wählen oder noch einmal nachlernen lassen: alle Korrekturen sind noch da.</translation>
    </message>
    <message>
        <source>The images of the folder are still being listed.</source>
        <translation>Die Bilder des Ordners werden noch aufgelistet.</translation>
    </message>
    <message>
        <source>{path} cannot be looked at ({reason}).</source>
        <translation>{path} lässt sich nicht ansehen ({reason}).</translation>
    </message>
    <message>
        <source>Connect the drive or the server that it is on, then open it again.</source>
        <translation>Verbinden Sie das Laufwerk oder den Server, auf dem es liegt, und öffnen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The sample photos cannot be copied to {folder} ({reason}).</source>
        <translation>Die Beispielfotos lassen sich nicht nach {folder} kopieren ({reason}).</translation>
    </message>
    <message>
        <source>Free some space, or open a folder of your own.</source>
        <translation>Platz schaffen oder einen eigenen Ordner öffnen.</translation>
    </message>
    <message>
        <source>Free some space or check the disk, then try again.</source>
        <translation>Platz schaffen oder den Datenträger prüfen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The other images are not affected.</source>
        <translation>Die anderen Bilder sind nicht betroffen.</translation>
    </message>
    <message>
        <source>{path} is no image of a kind that this program opens.</source>
        <translation>{path} ist kein Bild einer Art, die dieses Programm öffnet.</translation>
    </message>
    <message>
        <source>Open a JPEG, PNG, WebP, BMP or TIFF file, or a folder of them.</source>
        <translation>Eine JPEG-, PNG-, WebP-, BMP- oder TIFF-Datei öffnen oder einen Ordner damit.</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} gibt es nicht.</translation>
    </message>
    <message>
        <source>Check the name, or open its folder.</source>
        <translation>Den Namen prüfen oder den Ordner öffnen.</translation>
    </message>
    <message>
        <source>Nothing can be saved in {beside}: this is the project in {apart}.</source>
        <translation>In {beside} kann nichts gespeichert werden: Dies ist das Projekt in {apart}.</translation>
    </message>
    <message>
        <source>Changes to {images} could not be saved, so these images stay open.</source>
        <translation>Änderungen an {images} konnten nicht gespeichert werden, darum bleiben diese Bilder offen.</translation>
    </message>
    <message>
        <source>Predicting …</source>
        <translation>Vorhersage läuft …</translation>
    </message>
    <message>
        <source>Loading the net …</source>
        <translation>Netz wird geladen …</translation>
    </message>
    <message>
        <source>Predicting: {done:,} of {all:,} tiles</source>
        <translation>Vorhersage: {done:,} von {all:,} Kacheln</translation>
    </message>
    <message>
        <source>No net</source>
        <translation>Kein Netz</translation>
    </message>
    <message>
        <source>{net} · sees it at {percent} %</source>
        <translation>{net} · sieht es bei {percent} % Größe</translation>
    </message>
    <message>
        <source>The net&apos;s coarse and fine answers differ on {share:.0f} % of it.</source>
        <translation>Auf {share:.0f} % des Bildes sagt das Netz grob etwas anderes als fein.</translation>
    </message>
    <message>
        <source>The net&apos;s coarse and fine answers differ on {share:.0f} % of it, around “{label}”.</source>
        <translation>Auf {share:.0f} % des Bildes sagt das Netz grob etwas anderes als fein, rund um „{label}“.</translation>
    </message>
    <message>
        <source>The net&apos;s coarse and fine answers differ on {share:.0f} % of it, around “{label}”; no {label} is confirmed yet.</source>
        <translation>Auf {share:.0f} % des Bildes sagt das Netz grob etwas anderes als fein, rund um „{label}“; {label} ist noch nirgends bestätigt.</translation>
    </message>
    <message>
        <source>The net is unsure of {share:.0f} % of it.</source>
        <translation>Das Netz ist bei {share:.0f} % des Bildes unsicher.</translation>
    </message>
    <message>
        <source>The net is unsure of {share:.0f} % of it, around “{label}”.</source>
        <translation>Das Netz ist bei {share:.0f} % des Bildes unsicher, rund um „{label}“.</translation>
    </message>
    <message>
        <source>The net is unsure of {share:.0f} % of it, around “{label}”; no {label} is confirmed yet.</source>
        <translation>Das Netz ist bei {share:.0f} % des Bildes unsicher, rund um „{label}“; {label} ist noch nirgends bestätigt.</translation>
    </message>
    <message>
        <source>It shows hardly anything, and comes up since no other image is left.</source>
        <translation>Es zeigt kaum etwas und kommt nur an die Reihe, weil kein anderes Bild übrig ist.</translation>
    </message>
    <message>
        <source>The net is sure of all that is left; this image is as good as any.</source>
        <translation>Das Netz ist sich bei allem, was übrig ist, sicher; dieses Bild ist so gut wie jedes andere.</translation>
    </message>
    <message>
        <source>{done:,} of {all:,} images looked at so far</source>
        <translation>bisher {done:,} von {all:,} Bildern angesehen</translation>
    </message>
    <message>
        <source>chosen from {some:,} of {all:,} images, picked at random</source>
        <translation>aus {some:,} von {all:,} Bildern gewählt, zufällig gezogen</translation>
    </message>
    <message>
        <source>It is unlike the images corrected so far.</source>
        <translation>Es ist anders als die bisher korrigierten Bilder.</translation>
    </message>
    <message>
        <source>It is unlike the images corrected so far, and like {images:,} of those left.</source>
        <translation>Es ist anders als die bisher korrigierten Bilder und ähnelt {images:,} der übrigen.</translation>
    </message>
    <message>
        <source>The net is sure of it, but it is unlike the images corrected so far.</source>
        <translation>Das Netz ist sich sicher, aber das Bild ist anders als die bisher korrigierten.</translation>
    </message>
    <message>
        <source>The net is sure of it, but it is unlike the images corrected so far, and like {images:,} of those left.</source>
        <translation>Das Netz ist sich sicher, aber das Bild ist anders als die bisher korrigierten und ähnelt {images:,} der übrigen.</translation>
    </message>
    <message>
        <source>Every other image has corrections or was skipped.</source>
        <translation>Alle anderen Bilder haben Korrekturen oder wurden übersprungen.</translation>
    </message>
    <message>
        <source>The net has not looked at the images yet: this is simply the next one.</source>
        <translation>Das Netz hat die Bilder noch nicht angesehen: dies ist einfach das nächste.</translation>
    </message>
    <message>
        <source>The net before failed: {reason}.</source>
        <translation>Das vorige Netz ist gescheitert: {reason}.</translation>
    </message>
    <message>
        <source>The new net is shown alone.</source>
        <translation>Nur das neue Netz wird angezeigt.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>Platz schaffen, dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>What it had learned until then is net {net} in the list of nets.</source>
        <translation>Was bis dahin gelernt war, ist Netz {net} in der Liste der Netze.</translation>
    </message>
    <message>
        <source>Fine-tuning ended with its project, whose list of nets has what it had learned by its last check, if there was one.</source>
        <translation>Das Nachlernen endete mit seinem Projekt. Was bis zur letzten Prüfung gelernt war, steht in dessen Liste der Netze, falls es eine Prüfung gab.</translation>
    </message>
    <message>
        <source>Delete its folder by hand.</source>
        <translation>Den Ordner von Hand löschen.</translation>
    </message>
    <message>
        <source>Free some space and open the project again: the new net is there.</source>
        <translation>Platz schaffen und das Projekt noch einmal öffnen: das neue Netz ist da.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Accept region</source>
        <translation>Region übernehmen</translation>
    </message>
    <message>
        <source>Accept image</source>
        <translation>Bild übernehmen</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Fill the rest</source>
        <translation>Rest füllen</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be opened ({reason}).</source>
        <translation>Der Ordner {folder} lässt sich nicht öffnen ({reason}).</translation>
    </message>
    <message>
        <source>Check that it exists and that you may read it.</source>
        <translation>Prüfen, ob es ihn gibt und ob Sie ihn lesen dürfen.</translation>
    </message>
    <message>
        <source>Nothing can be saved in {folder}: it is read-only.</source>
        <translation>In {folder} lässt sich nichts speichern: der Ordner ist schreibgeschützt.</translation>
    </message>
    <message>
        <source>Keep the project in another folder, for example {folder}.</source>
        <translation>Das Projekt in einem anderen Ordner halten, zum Beispiel {folder}.</translation>
    </message>
    <message>
        <source>There are two projects of the images in {images}: {beside} and {apart}.</source>
        <translation>Zu den Bildern in {images} gibt es zwei Projekte: {beside} und {apart}.</translation>
    </message>
    <message>
        <source>Which one do you want to open? The other one stays as it is.</source>
        <translation>Welches möchten Sie öffnen? Das andere bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>The path {folder} is not written in letters.</source>
        <translation>Der Pfad {folder} besteht nicht aus Schriftzeichen.</translation>
    </message>
    <message>
        <source>Rename its folders, then open it again.</source>
        <translation>Benennen Sie seine Ordner um, und öffnen Sie ihn dann noch einmal.</translation>
    </message>
    <message>
        <source>The project folder {folder} cannot be made ({reason}).</source>
        <translation>Der Projektordner {folder} lässt sich nicht anlegen ({reason}).</translation>
    </message>
    <message>
        <source>Free some space, or keep the project in another folder.</source>
        <translation>Platz schaffen oder das Projekt in einem anderen Ordner halten.</translation>
    </message>
    <message>
        <source>{file} cannot be written: the disk may be full.</source>
        <translation>{file} kann nicht geschrieben werden: Der Datenträger ist vielleicht voll.</translation>
    </message>
    <message>
        <source>process {id} on {computer}</source>
        <translation>Prozess {id} auf {computer}</translation>
    </message>
    <message>
        <source>another process</source>
        <translation>ein anderer Prozess</translation>
    </message>
    <message>
        <source>The project {folder} is open in another window ({process}).</source>
        <translation>Das Projekt {folder} ist in einem anderen Fenster offen ({process}).</translation>
    </message>
    <message>
        <source>Close that window first. If there is none, delete {file}.</source>
        <translation>Erst jenes Fenster schließen. Wenn es keines gibt, {file} löschen.</translation>
    </message>
    <message>
        <source>{file} cannot be written ({reason}). Nothing was changed.</source>
        <translation>{file} lässt sich nicht schreiben ({reason}). Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Put the file back from a backup; {backup} beside it is the last good one.</source>
        <translation>Die Datei aus einer Sicherung zurücklegen; {backup} daneben ist die letzte gute.</translation>
    </message>
    <message>
        <source>The project file {file} is missing.</source>
        <translation>Die Projektdatei {file} fehlt.</translation>
    </message>
    <message>
        <source>The project file {file} cannot be read ({reason}). It was left as it is.</source>
        <translation>Die Projektdatei {file} ist nicht lesbar ({reason}). Sie blieb, wie sie ist.</translation>
    </message>
    <message>
        <source>The net failed on {what}: {reason}.</source>
        <translation>Das Netz ist an {what} gescheitert: {reason}.</translation>
    </message>
    <message>
        <source>Your corrections are safe. Try another image or net.</source>
        <translation>Die Korrekturen sind sicher. Ein anderes Bild oder Netz versuchen.</translation>
    </message>
    <message>
        <source>The mask of {image} holds only 0 and 255, and 255 is void: nothing would be labelled.</source>
        <translation>Die Maske von {image} enthält nur 0 und 255, und 255 ist Void: nichts bekäme ein Label.</translation>
    </message>
    <message>
        <source>Save such masks with 1 instead of 255.</source>
        <translation>Solche Masken mit 1 statt 255 speichern.</translation>
    </message>
    <message>
        <source>The mask of {image} holds the value {value}, which is no label.</source>
        <translation>Die Maske von {image} enthält den Wert {value}, der kein Label ist.</translation>
    </message>
    <message>
        <source>Name all labels, one a line, in labels.txt beside the masks.</source>
        <translation>Alle Labels in labels.txt neben den Masken nennen, eines je Zeile.</translation>
    </message>
    <message>
        <source>The net gave no prediction.</source>
        <translation>Das Netz gab keine Vorhersage.</translation>
    </message>
    <message>
        <source>Choose another net.</source>
        <translation>Ein anderes Netz wählen.</translation>
    </message>
    <message>
        <source>training process</source>
        <translation>Lernprozess</translation>
    </message>
    <message>
        <source>The {process} did not start: {reason}.</source>
        <translation>Der {process} startete nicht: {reason}.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Das Programm neu installieren.</translation>
    </message>
    <message>
        <source>The {process} was killed, most likely because memory ran out.</source>
        <translation>Der {process} wurde beendet, höchstwahrscheinlich weil der Speicher ausging.</translation>
    </message>
    <message>
        <source>Close other programs, or give it less to do.</source>
        <translation>Andere Programme schließen oder weniger Arbeit geben.</translation>
    </message>
    <message>
        <source>The {process} ended unexpectedly ({message}).</source>
        <translation>Der {process} endete unerwartet ({message}).</translation>
    </message>
    <message>
        <source>it left no message</source>
        <translation>ohne Meldung</translation>
    </message>
    <message>
        <source>Start it again.</source>
        <translation>Noch einmal starten.</translation>
    </message>
    <message>
        <source>Free some space: saving goes on by itself.</source>
        <translation>Platz schaffen: das Speichern geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions: saving goes on by itself.</source>
        <translation>Die Rechte des Ordners prüfen: das Speichern geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The disk is read-only. Make it writable: saving goes on by itself.</source>
        <translation>Der Datenträger ist schreibgeschützt. Beschreibbar machen: das Speichern geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The folder is gone. Put it back: saving goes on by itself.</source>
        <translation>Der Ordner ist weg. Zurücklegen: das Speichern geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Go on in the other window: what this one cannot save has to be drawn there again. If there is none, delete {file}: saving goes on by itself.</source>
        <translation>Arbeiten Sie im anderen Fenster weiter: Was dieses nicht speichern kann, muss dort neu gezeichnet werden. Gibt es keines, löschen Sie {file}: Das Speichern geht von selbst weiter.</translation>
    </message>
    <message>
        <source>Nothing is lost while the window stays open.</source>
        <translation>Solange das Fenster offen bleibt, geht nichts verloren.</translation>
    </message>
    <message>
        <source>Check the disk: saving is tried again by itself.</source>
        <translation>Den Datenträger prüfen: das Speichern wird von selbst wiederholt.</translation>
    </message>
    <message>
        <source>Changes to {image} are not saved yet: {reason}.</source>
        <translation>Änderungen an {image} sind noch nicht gespeichert: {reason}.</translation>
    </message>
    <message>
        <source>Point at a region that has a label</source>
        <translation>Auf eine Region mit Label zeigen</translation>
    </message>
    <message>
        <source>{order}: nothing changed, for limits or locks keep tools off there</source>
        <translation>{order}: nichts geändert, Grenzen oder Sperren halten Werkzeuge dort fern</translation>
    </message>
    <message>
        <source>{order}: nothing to do</source>
        <translation>{order}: nichts zu tun</translation>
    </message>
    <message>
        <source>({pixels:,} of them had been confirmed as something else)</source>
        <translation>({pixels:,} davon waren als etwas anderes bestätigt)</translation>
    </message>
    <message>
        <source>Filled {holes} of {label}</source>
        <translation>{label}: {holes} gefüllt</translation>
    </message>
    <message>
        <source>Dropped {specks} of {label}</source>
        <translation>{label}: {specks} entfernt</translation>
    </message>
    <message>
        <source>Kept the largest {label} and dropped {others}</source>
        <translation>{label}: größten Teil behalten, {others} entfernt</translation>
    </message>
    <message>
        <source>Smoothed {label} by {radius} px</source>
        <translation>{label} um {radius} px geglättet</translation>
    </message>
    <message>
        <source>Grew {label} by {radius} px</source>
        <translation>{label} um {radius} px erweitert</translation>
    </message>
    <message>
        <source>Shrank {label} by {radius} px</source>
        <translation>{label} um {radius} px verkleinert</translation>
    </message>
    <message>
        <source>Separated touching {label} by {gaps}</source>
        <translation>{label} an Engstellen getrennt, durch {gaps}</translation>
    </message>
    <message>
        <source>Removed a region of {label}</source>
        <translation>Eine Region von {label} entfernt</translation>
    </message>
    <message>
        <source>Kept one region of {label} and dropped {others}</source>
        <translation>{label}: eine Region behalten, {others} entfernt</translation>
    </message>
    <message>
        <source>hole</source>
        <translation>Loch</translation>
    </message>
    <message>
        <source>holes</source>
        <translation>Löcher</translation>
    </message>
    <message>
        <source>speck</source>
        <translation>Fleck</translation>
    </message>
    <message>
        <source>specks</source>
        <translation>Flecken</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>Lücke</translation>
    </message>
    <message>
        <source>gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>other</source>
        <translation>anderer</translation>
    </message>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>Stopped before it was done: {orders}</source>
        <translation>Abgebrochen, bevor es fertig war: {orders}</translation>
    </message>
    <message>
        <source>Not done, for the project was closed: {orders}</source>
        <translation>Nicht mehr getan, denn das Projekt wurde geschlossen: {orders}</translation>
    </message>
    <message>
        <source>{order} … (Esc stops it)</source>
        <translation>{order} … (Esc bricht ab)</translation>
    </message>
    <message>
        <source>{order}: not done, for the image was closed</source>
        <translation>{order}: nicht ausgeführt, das Bild wurde geschlossen</translation>
    </message>
    <message>
        <source>{order} did not work ({error}). Nothing was changed.</source>
        <translation>{order} ging nicht ({error}). Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Try it on one region, or close other programs if the memory is full.</source>
        <translation>Mit einer einzelnen Region versuchen oder andere Programme schließen, falls der Speicher voll ist.</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Drop specks</source>
        <translation>Flecken entfernen</translation>
    </message>
    <message>
        <source>Keep the largest part</source>
        <translation>Größten Teil behalten</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Separate what touches</source>
        <translation>An Engstellen trennen</translation>
    </message>
    <message>
        <source>Remove it</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove all others</source>
        <translation>Alle anderen entfernen</translation>
    </message>
    <message>
        <source>What it surrounds on all sides gets its label</source>
        <translation>Was es ringsum einschließt, bekommt sein Label</translation>
    </message>
    <message>
        <source>Parts that are too small to be meant become what is around them</source>
        <translation>Teile, die zu klein sind, um gemeint zu sein, werden zu dem, was um sie ist</translation>
    </message>
    <message>
        <source>All other parts become what is around them</source>
        <translation>Alle anderen Teile werden zu dem, was um sie ist</translation>
    </message>
    <message>
        <source>Every pixel goes with most of those near it</source>
        <translation>Jedes Pixel folgt der Mehrheit in seiner Nähe</translation>
    </message>
    <message>
        <source>Its outline moves outwards</source>
        <translation>Der Umriss rückt nach außen</translation>
    </message>
    <message>
        <source>Its outline moves inwards</source>
        <translation>Der Umriss rückt nach innen</translation>
    </message>
    <message>
        <source>Gaps of one pixel at its necks: things that touch become regions of their own</source>
        <translation>Lücken von einem Pixel an seinen Engstellen: Was sich berührt, wird zu eigenen Regionen</translation>
    </message>
    <message>
        <source>It becomes what is around it</source>
        <translation>Sie wird zu dem, was um sie ist</translation>
    </message>
    <message>
        <source>All other regions of the label become what is around them</source>
        <translation>Alle anderen Regionen des Labels werden zu dem, was um sie ist</translation>
    </message>
    <message>
        <source>Drop specks under {speck:,} px</source>
        <translation>Flecken unter {speck:,} px entfernen</translation>
    </message>
    <message>
        <source>Smooth by {radius} px</source>
        <translation>Glätten um {radius} px</translation>
    </message>
    <message>
        <source>Grow by {radius} px</source>
        <translation>Erweitern um {radius} px</translation>
    </message>
    <message>
        <source>Shrink by {radius} px</source>
        <translation>Verkleinern um {radius} px</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Paint the current label</source>
        <translation>Das aktuelle Label malen</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Back to untouched: the net&apos;s word shows again</source>
        <translation>Zurück zu unberührt: Die Meinung des Netzes ist wieder zu sehen</translation>
    </message>
    <message>
        <source>Click corners or draw a line around; Enter closes it</source>
        <translation>Ecken klicken oder eine Linie ringsum ziehen; Enter schließt sie</translation>
    </message>
    <message>
        <source>Click along edges that the line is to follow</source>
        <translation>An Kanten entlang klicken, denen die Linie folgen soll</translation>
    </message>
    <message>
        <source>Paint along a thing; the rest is found</source>
        <translation>Über einen Gegenstand malen; der Rest wird gefunden</translation>
    </message>
    <message>
        <source>Give the shown region the current label</source>
        <translation>Der gezeigten Region das aktuelle Label geben</translation>
    </message>
    <message>
        <source>Pick label</source>
        <translation>Label aufnehmen</translation>
    </message>
    <message>
        <source>Take the label under the cursor</source>
        <translation>Das Label unter dem Mauszeiger aufnehmen</translation>
    </message>
    <message>
        <source>Confirm the region under the cursor</source>
        <translation>Die Region unter dem Mauszeiger bestätigen</translation>
    </message>
    <message>
        <source>Flip region</source>
        <translation>Region umwidmen</translation>
    </message>
    <message>
        <source>Give the net&apos;s region the current label</source>
        <translation>Der Region des Netzes das aktuelle Label geben</translation>
    </message>
    <message>
        <source>Ruler</source>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Drag along a thing to see how long it is</source>
        <translation>An einem Gegenstand entlang ziehen, um seine Länge zu sehen</translation>
    </message>
    <message>
        <source>System theme</source>
        <translation>Design des Systems</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Helles Design</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkles Design</translation>
    </message>
    <message>
        <source>Run where it is fastest</source>
        <translation>Ausführen, wo es am schnellsten geht</translation>
    </message>
    <message>
        <source>Run on the CPU</source>
        <translation>Auf der CPU ausführen</translation>
    </message>
    <message>
        <source>Run on the GPU</source>
        <translation>Auf der GPU ausführen</translation>
    </message>
    <message>
        <source>Open image…</source>
        <translation>Bild öffnen…</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>Ordner öffnen…</translation>
    </message>
    <message>
        <source>Look for new images</source>
        <translation>Nach neuen Bildern suchen</translation>
    </message>
    <message>
        <source>List the folder anew; what is added to it is noticed by itself, too</source>
        <translation>Den Ordner neu auflisten; was dazukommt, wird auch von selbst bemerkt</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Masks as training data</source>
        <translation>Masken als Trainingsdaten</translation>
    </message>
    <message>
        <source>Import masks…</source>
        <translation>Masken importieren…</translation>
    </message>
    <message>
        <source>From labelme, COCO, CVAT, YOLO, Cityscapes, PASCAL VOC, or PNGs or TIFFs of label ids; only where nothing is corrected</source>
        <translation>Aus labelme, COCO, CVAT, YOLO, Cityscapes, PASCAL VOC oder PNGs oder TIFFs mit Label-Nummern; nur, wo nichts korrigiert ist</translation>
    </message>
    <message>
        <source>Take back the import</source>
        <translation>Import zurücknehmen</translation>
    </message>
    <message>
        <source>Images in which something was done since stay as they are</source>
        <translation>Bilder, an denen seither gearbeitet wurde, bleiben, wie sie sind</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>Projekt schließen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Copy region under the cursor</source>
        <translation>Region unter dem Mauszeiger kopieren</translation>
    </message>
    <message>
        <source>Copy all that is confirmed</source>
        <translation>Alles Bestätigte kopieren</translation>
    </message>
    <message>
        <source>For the next slice or frame, which shows the same at the same place</source>
        <translation>Für die nächste Schicht oder das nächste Bild, wo dasselbe an derselben Stelle ist</translation>
    </message>
    <message>
        <source>Paste at the same place</source>
        <translation>An derselben Stelle einfügen</translation>
    </message>
    <message>
        <source>A right click on selected images pastes into all of them</source>
        <translation>Ein Rechtsklick auf ausgewählte Bilder fügt es in alle ein</translation>
    </message>
    <message>
        <source>Paste where it went</source>
        <translation>Einfügen, wohin es gewandert ist</translation>
    </message>
    <message>
        <source>track, follow, optical flow</source>
        <translation>verfolgen, nachführen, optischer Fluss</translation>
    </message>
    <message>
        <source>Into the next frame of a film: what moved is looked for</source>
        <translation>Ins nächste Bild eines Films: Was sich bewegt hat, wird gesucht</translation>
    </message>
    <message>
        <source>Carry over to the next image</source>
        <translation>Ins nächste Bild mitnehmen</translation>
    </message>
    <message>
        <source>Shows it, with what is confirmed in this one pasted where it went</source>
        <translation>Zeigt es und fügt das hier Bestätigte ein, wohin es gewandert ist</translation>
    </message>
    <message>
        <source>Accept region under the cursor</source>
        <translation>Region unter dem Mauszeiger übernehmen</translation>
    </message>
    <message>
        <source>Accept image and go on</source>
        <translation>Bild übernehmen und weiter</translation>
    </message>
    <message>
        <source>Confirm every pixel and show the next image</source>
        <translation>Alle Pixel bestätigen und das nächste Bild zeigen</translation>
    </message>
    <message>
        <source>Write to the disk now</source>
        <translation>Jetzt auf die Platte schreiben</translation>
    </message>
    <message>
        <source>save</source>
        <translation>speichern, sichern</translation>
    </message>
    <message>
        <source>Everything is saved by itself, a moment after each stroke; this does not wait for the moment</source>
        <translation>Alles wird von selbst gespeichert, kurz nach jedem Strich; dies wartet nicht so lange</translation>
    </message>
    <message>
        <source>save as, count, table, objects, areas</source>
        <translation>speichern unter, zählen, Tabelle, Objekte, Flächen</translation>
    </message>
    <message>
        <source>Paint everything unconfirmed</source>
        <translation>Alles Unbestätigte malen</translation>
    </message>
    <message>
        <source>The current label, on every pixel of this image that nobody confirmed, whatever the net says there</source>
        <translation>Das aktuelle Label, auf jedem Pixel dieses Bildes, das niemand bestätigt hat, was immer das Netz dort sagt</translation>
    </message>
    <message>
        <source>Labels that nothing was corrected with</source>
        <translation>Labels, mit denen nichts korrigiert wurde</translation>
    </message>
    <message>
        <source>Tidy up the region under the cursor…</source>
        <translation>Region unter dem Mauszeiger aufräumen…</translation>
    </message>
    <message>
        <source>What can be done with one region; a right click asks the same</source>
        <translation>Was sich mit einer Region tun lässt; ein Rechtsklick fragt dasselbe</translation>
    </message>
    <message>
        <source>The current label in the whole image. {does}</source>
        <translation>Das aktuelle Label im ganzen Bild. {does}</translation>
    </message>
    <message>
        <source>Stop tidying up</source>
        <translation>Aufräumen abbrechen</translation>
    </message>
    <message>
        <source>Nothing of it is kept; Esc does the same</source>
        <translation>Nichts davon bleibt; Esc tut dasselbe</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Pinsel größer</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Pinsel kleiner</translation>
    </message>
    <message>
        <source>Swap with the previous label</source>
        <translation>Mit dem vorigen Label tauschen</translation>
    </message>
    <message>
        <source>Paint void</source>
        <translation>Void malen</translation>
    </message>
    <message>
        <source>Void pixels count nowhere</source>
        <translation>Void-Pixel zählen nirgends</translation>
    </message>
    <message>
        <source>Strokes stay in the net&apos;s region in which they start</source>
        <translation>Striche bleiben in der Region des Netzes, in der sie beginnen</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Next most useful image</source>
        <translation>Nützlichstes nächstes Bild</translation>
    </message>
    <message>
        <source>What would teach the net most</source>
        <translation>Woraus das Netz am meisten lernt</translation>
    </message>
    <message>
        <source>Skip the suggested image</source>
        <translation>Vorgeschlagenes Bild überspringen</translation>
    </message>
    <message>
        <source>Not this one in this session: suggest another</source>
        <translation>In dieser Sitzung nicht dieses: ein anderes vorschlagen</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>Vorige Seite</translation>
    </message>
    <message>
        <source>Of the open file, whatever the list is filtered by</source>
        <translation>Der offenen Datei, wonach auch immer die Liste gefiltert ist</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>Nächste Seite</translation>
    </message>
    <message>
        <source>Channels…</source>
        <translation>Kanäle…</translation>
    </message>
    <message>
        <source>Which channels or bands of TIFFs you and the net see</source>
        <translation>Welche Kanäle von TIFFs Sie und das Netz sehen</translation>
    </message>
    <message>
        <source>Stride view</source>
        <translation>Stride-Ansicht</translation>
    </message>
    <message>
        <source>32s, 16s and 8s side by side</source>
        <translation>32s, 16s und 8s nebeneinander</translation>
    </message>
    <message>
        <source>predict, compare</source>
        <translation>vorhersagen, Vorhersage, vergleichen</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>Vorher und nachher</translation>
    </message>
    <message>
        <source>The old net left of a line that you can drag, the new one right of it</source>
        <translation>Links einer verschiebbaren Linie das alte Netz, rechts davon das neue</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>Ans Fenster anpassen</translation>
    </message>
    <message>
        <source>zoom, whole image</source>
        <translation>Zoom, ganzes Bild</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>zoom, 1:1, 100 %</source>
        <translation>Zoom, 1:1, 100 %</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Hineinzoomen</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Herauszoomen</translation>
    </message>
    <message>
        <source>brightness, contrast</source>
        <translation>Helligkeit, Kontrast</translation>
    </message>
    <message>
        <source>Outlines only</source>
        <translation>Nur Umrisse</translation>
    </message>
    <message>
        <source>The net&apos;s doubt</source>
        <translation>Zweifel des Netzes</translation>
    </message>
    <message>
        <source>Confirmed pixels</source>
        <translation>Bestätigte Pixel</translation>
    </message>
    <message>
        <source>Hatch what somebody has confirmed or painted</source>
        <translation>Schraffieren, was jemand bestätigt oder gemalt hat</translation>
    </message>
    <message>
        <source>Colour each object</source>
        <translation>Jedes Objekt farbig</translation>
    </message>
    <message>
        <source>Instances: each connected region of a label in a colour of its own, to count them and to see which touch</source>
        <translation>Instanzen: jede zusammenhängende Region eines Labels in einer eigenen Farbe, um sie zu zählen und zu sehen, welche sich berühren</translation>
    </message>
    <message>
        <source>Auto contrast</source>
        <translation>Automatischer Kontrast</translation>
    </message>
    <message>
        <source>Show images from black to white; nothing else is changed by it</source>
        <translation>Bilder von Schwarz bis Weiß zeigen; sonst ändert sich dadurch nichts</translation>
    </message>
    <message>
        <source>Lighter</source>
        <translation>Heller</translation>
    </message>
    <message>
        <source>Show images lighter; nothing else is changed by it</source>
        <translation>Bilder heller zeigen; sonst ändert sich dadurch nichts</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>Dunkler</translation>
    </message>
    <message>
        <source>Show images darker; nothing else is changed by it</source>
        <translation>Bilder dunkler zeigen; sonst ändert sich dadurch nichts</translation>
    </message>
    <message>
        <source>Images as they are</source>
        <translation>Bilder, wie sie sind</translation>
    </message>
    <message>
        <source>Take back auto contrast and brightness</source>
        <translation>Kontrast und Helligkeit zurücknehmen</translation>
    </message>
    <message>
        <source>Fine-tune</source>
        <translation>Nachlernen</translation>
    </message>
    <message>
        <source>Let the net learn from the corrections</source>
        <translation>Das Netz aus den Korrekturen lernen lassen</translation>
    </message>
    <message>
        <source>Select all images of the list</source>
        <translation>Alle Bilder der Liste auswählen</translation>
    </message>
    <message>
        <source>Open video…</source>
        <translation>Video öffnen…</translation>
    </message>
    <message>
        <source>Take images out of it at intervals</source>
        <translation>Ihm in Abständen Bilder entnehmen</translation>
    </message>
    <message>
        <source>frames, film, movie</source>
        <translation>Einzelbilder, Film, Frames</translation>
    </message>
    <message>
        <source>Pixel size…</source>
        <translation>Pixelgröße…</translation>
    </message>
    <message>
        <source>How large a pixel is, for areas in µm² or m²</source>
        <translation>Wie groß ein Pixel ist, für Flächen in µm² oder m²</translation>
    </message>
    <message>
        <source>scale, calibration, micrometre, unit</source>
        <translation>Maßstab, Kalibrierung, Mikrometer, Einheit</translation>
    </message>
    <message>
        <source>A right click on the list says what can be done with them</source>
        <translation>Ein Rechtsklick auf die Liste zeigt, was sich mit ihnen tun lässt</translation>
    </message>
    <message>
        <source>start, train, learn</source>
        <translation>starten, trainieren, lernen, anlernen</translation>
    </message>
    <message>
        <source>Places where the net surely disagrees with you</source>
        <translation>Stellen, an denen das Netz Ihnen widerspricht und sich dabei sicher ist</translation>
    </message>
    <message>
        <source>Predict all images</source>
        <translation>Alle Bilder vorhersagen</translation>
    </message>
    <message>
        <source>So that filters, and sorting by doubt, know all of them</source>
        <translation>Damit Filter und die Sortierung nach Zweifel alle kennen</translation>
    </message>
    <message>
        <source>Stop predicting all images</source>
        <translation>Nicht weiter alle Bilder vorhersagen</translation>
    </message>
    <message>
        <source>What was found until then stays</source>
        <translation>Was bis dahin gefunden wurde, bleibt</translation>
    </message>
    <message>
        <source>Nets of this project</source>
        <translation>Netze dieses Projekts</translation>
    </message>
    <message>
        <source>models, predict, nuclei, roads, ONNX</source>
        <translation>Modelle, vorhersagen, Zellkerne, Straßen, ONNX</translation>
    </message>
    <message>
        <source>Add a net…</source>
        <translation>Netz hinzufügen …</translation>
    </message>
    <message>
        <source>One that was made in another project, or a file</source>
        <translation>Eines, das in einem anderen Projekt entstanden ist, oder eine Datei</translation>
    </message>
    <message>
        <source>import, load, model, weights</source>
        <translation>importieren, laden, Modell, Gewichte</translation>
    </message>
    <message>
        <source>Back to the net before</source>
        <translation>Zurück zum vorigen Netz</translation>
    </message>
    <message>
        <source>Bring back the discarded net</source>
        <translation>Verworfenes Netz zurückholen</translation>
    </message>
    <message>
        <source>The one that was discarded last; it goes when the project closes</source>
        <translation>Das zuletzt verworfene; es wird gelöscht, wenn das Projekt geschlossen wird</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Anleitung</translation>
    </message>
    <message>
        <source>help, how to, tutorial</source>
        <translation>Hilfe, Einführung, Handbuch</translation>
    </message>
    <message>
        <source>The work from opening to exporting</source>
        <translation>Die Arbeit vom Öffnen bis zum Exportieren</translation>
    </message>
    <message>
        <source>How FCNs work</source>
        <translation>Wie FCNs funktionieren</translation>
    </message>
    <message>
        <source>help, learn, paper, 32s, 16s, 8s</source>
        <translation>Hilfe, lernen, Veröffentlichung, 32s, 16s, 8s</translation>
    </message>
    <message>
        <source>Six short pages for somebody who is learning</source>
        <translation>Sechs kurze Seiten für Lernende</translation>
    </message>
    <message>
        <source>All commands…</source>
        <translation>Alle Befehle…</translation>
    </message>
    <message>
        <source>Find a command by its words</source>
        <translation>Einen Befehl nach seinen Worten finden</translation>
    </message>
    <message>
        <source>See and change shortcuts…</source>
        <translation>Tastenkürzel ansehen und ändern…</translation>
    </message>
    <message>
        <source>Next panel, or the picture</source>
        <translation>Nächste Leiste oder das Bild</translation>
    </message>
    <message>
        <source>Previous panel, or the picture</source>
        <translation>Vorige Leiste oder das Bild</translation>
    </message>
    <message>
        <source>Previous image, from the picture</source>
        <translation>Voriges Bild, von der Zeichenfläche aus</translation>
    </message>
    <message>
        <source>Next image, from the picture</source>
        <translation>Nächstes Bild, von der Zeichenfläche aus</translation>
    </message>
    <message>
        <source>Live-wire</source>
        <translation>Kantenlinie</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Smart region</source>
        <translation>Region finden</translation>
    </message>
    <message>
        <source>This region of {label}</source>
        <translation>Diese Region von {label}</translation>
    </message>
    <message>
        <source>All {label} in this image</source>
        <translation>Alles von {label} in diesem Bild</translation>
    </message>
    <message>
        <source>Change to</source>
        <translation>Ändern in</translation>
    </message>
    <message>
        <source>Take back what was corrected in it</source>
        <translation>Zurücknehmen, was darin korrigiert wurde</translation>
    </message>
    <message>
        <source>Copy region</source>
        <translation>Region kopieren</translation>
    </message>
    <message>
        <source>To paste it into other images, at the same place</source>
        <translation>Um sie an derselben Stelle in andere Bilder einzufügen</translation>
    </message>
    <message>
        <source>Nothing is changed while two nets are compared</source>
        <translation>Solange zwei Netze verglichen werden, wird nichts geändert</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Only {label}</source>
        <translation>Nur {label}</translation>
    </message>
    <message>
        <source>{key} closes the window.</source>
        <translation>{key} schließt das Fenster.</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Straight line from the last point</source>
        <translation>Gerade Linie vom letzten Punkt</translation>
    </message>
    <message>
        <source>Close an outline</source>
        <translation>Umriss schließen</translation>
    </message>
    <message>
        <source>double click</source>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Draw a part of an outline freely</source>
        <translation>Ein Stück Umriss frei zeichnen</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>click</source>
        <translation>Klick</translation>
    </message>
    <message>
        <source>Take back the last corner of an outline</source>
        <translation>Letzte Ecke eines Umrisses zurücknehmen</translation>
    </message>
    <message>
        <source>Give up a stroke or an outline</source>
        <translation>Strich oder Umriss abbrechen</translation>
    </message>
    <message>
        <source>Ruler in steps of 45°</source>
        <translation>Lineal in Schritten von 45°</translation>
    </message>
    <message>
        <source>The same by the mouse</source>
        <translation>Dasselbe mit der Maus</translation>
    </message>
    <message>
        <source>right click</source>
        <translation>Rechtsklick</translation>
    </message>
    <message>
        <source>Hide the overlay while held</source>
        <translation>Überlagerung ausblenden, solange gedrückt</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Space+drag</source>
        <translation>Leertaste+Ziehen</translation>
    </message>
    <message>
        <source>middle drag</source>
        <translation>Mitteltaste+Ziehen</translation>
    </message>
    <message>
        <source>Zoom at the cursor</source>
        <translation>Zoom am Mauszeiger</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>{key} is kept for the canvas: “{gesture}”.</source>
        <translation>{key} gehört der Zeichenfläche: „{gesture}“.</translation>
    </message>
    <message>
        <source>Alt with a letter opens menus and presses buttons. Add Ctrl or Shift.</source>
        <translation>Alt mit einem Buchstaben öffnet Menüs und drückt Knöpfe. Strg oder Umschalt hinzunehmen.</translation>
    </message>
    <message>
        <source>{key} is needed in fields and lists: only commands of the picture can have it.</source>
        <translation>{key} wird in Feldern und Listen gebraucht: Nur Befehle der Zeichenfläche können es haben.</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>Pinselgröße in Pixeln</translation>
    </message>
    <message>
        <source>Round brush</source>
        <translation>Runder Pinsel</translation>
    </message>
    <message>
        <source>Square brush</source>
        <translation>Eckiger Pinsel</translation>
    </message>
    <message>
        <source>Paint over</source>
        <translation>Übermalen</translation>
    </message>
    <message>
        <source>Where any tool may paint</source>
        <translation>Wo Werkzeuge malen dürfen</translation>
    </message>
    <message>
        <source>Only where untouched</source>
        <translation>Nur wo unberührt</translation>
    </message>
    <message>
        <source>Leave every pixel alone that somebody has corrected</source>
        <translation>Jedes Pixel in Ruhe lassen, das jemand korrigiert hat</translation>
    </message>
    <message>
        <source>Stay in the region</source>
        <translation>In der Region bleiben</translation>
    </message>
    <message>
        <source>Brush size in image pixels</source>
        <translation>Pinselgröße in Bildpixeln</translation>
    </message>
    <message>
        <source>Brush and eraser stay in the region of the net&apos;s mask in which a stroke starts</source>
        <translation>Pinsel und Radierer bleiben in der Region der Netzmaske, in der ein Strich beginnt</translation>
    </message>
    <message>
        <source>Radius of smoothing, growing and shrinking in pixels</source>
        <translation>Radius zum Glätten, Erweitern und Verkleinern in Pixeln</translation>
    </message>
    <message>
        <source>Region &gt; Smooth, Grow, Shrink: by how many pixels</source>
        <translation>Region &gt; Glätten, Erweitern, Verkleinern: um wie viele Pixel</translation>
    </message>
    <message>
        <source>Size below which a part is a speck, in pixels</source>
        <translation>Größe, unter der ein Teil ein Fleck ist, in Pixeln</translation>
    </message>
    <message>
        <source>Region &gt; Drop specks: parts of fewer pixels than this</source>
        <translation>Region &gt; Flecken entfernen: Teile mit weniger Pixeln</translation>
    </message>
    <message>
        <source>Overlay opacity in per cent</source>
        <translation>Deckkraft der Überlagerung in Prozent</translation>
    </message>
    <message>
        <source>Overlay opacity. Hold H to hide the overlay</source>
        <translation>Deckkraft der Überlagerung. H gedrückt halten blendet sie aus</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Umriss</translation>
    </message>
    <message>
        <source>Draw the edges of labels only</source>
        <translation>Nur die Ränder der Labels zeichnen</translation>
    </message>
    <message>
        <source>Doubt</source>
        <translation>Zweifel</translation>
    </message>
    <message>
        <source>Show where the net is unsure</source>
        <translation>Zeigen, wo das Netz unsicher ist</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>Bestätigt</translation>
    </message>
    <message>
        <source>Smooth, grow by</source>
        <translation>Glätten, erweitern um</translation>
    </message>
    <message>
        <source>Specks are below</source>
        <translation>Flecken sind kleiner als</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Deckkraft</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Region</source>
        <translation>&amp;Region</translation>
    </message>
    <message>
        <source>T&amp;ools</source>
        <translation>&amp;Werkzeuge</translation>
    </message>
    <message>
        <source>&amp;Image</source>
        <translation>B&amp;ild</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Net</source>
        <translation>&amp;Netz</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Works in the whole window.</source>
        <translation>Wirkt im ganzen Fenster.</translation>
    </message>
    <message>
        <source>Works while the picture has the keyboard.</source>
        <translation>Wirkt, solange die Zeichenfläche die Tastatur hat.</translation>
    </message>
    <message>
        <source>The canvas does this by hand: it cannot be changed.</source>
        <translation>Das ist eine feste Geste der Zeichenfläche und lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>{key} belongs to “{command}”</source>
        <translation>{key} gehört zu „{command}“</translation>
    </message>
    <message>
        <source>{owners}. Take it away from there?</source>
        <translation>{owners}. Dort wegnehmen?</translation>
    </message>
    <message>
        <source>Import mask</source>
        <translation>Maske importieren</translation>
    </message>
    <message>
        <source>The masks cannot be read: {reason}.</source>
        <translation>Die Masken sind nicht lesbar: {reason}.</translation>
    </message>
    <message>
        <source>Check the folder.</source>
        <translation>Den Ordner prüfen.</translation>
    </message>
    <message>
        <source>Main bar</source>
        <translation>Hauptleiste</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>Was möchten Sie tun?</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>Einen Befehl finden</translation>
    </message>
    <message>
        <source>No command matches these words.</source>
        <translation>Kein Befehl passt zu diesen Worten.</translation>
    </message>
    <message>
        <source>on</source>
        <translation>ein</translation>
    </message>
    <message>
        <source>Add keys…</source>
        <translation>Tasten hinzufügen…</translation>
    </message>
    <message>
        <source>Press the keys, or Esc</source>
        <translation>Die Tasten drücken, oder Esc</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Wegnehmen</translation>
    </message>
    <message>
        <source>Back to default: {keys}</source>
        <translation>Standard: {keys}</translation>
    </message>
    <message>
        <source>Add keys for {command}</source>
        <translation>Tasten für {command} hinzufügen</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>Take {key} away</source>
        <translation>{key} wegnehmen</translation>
    </message>
    <message>
        <source>no keys</source>
        <translation>keine Tasten</translation>
    </message>
    <message>
        <source>Commands and their keys</source>
        <translation>Befehle und ihre Tasten</translation>
    </message>
    <message>
        <source>fixed</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Find a shortcut by its words or keys, or “changed”</source>
        <translation>Tastenkürzel nach Worten oder Tasten finden, oder „geändert“</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>Ein Tastenkürzel finden</translation>
    </message>
    <message>
        <source>No shortcut matches these words.</source>
        <translation>Kein Tastenkürzel passt zu diesen Worten.</translation>
    </message>
    <message>
        <source>All back to default…</source>
        <translation>Alle zurück zum Standard…</translation>
    </message>
    <message>
        <source>command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>commands</source>
        <translation>Befehle</translation>
    </message>
    <message>
        <source>All keys back to default</source>
        <translation>Alle Tasten zurück zum Standard</translation>
    </message>
    <message>
        <source>Give {commands} the default keys again?</source>
        <translation>Für {commands} wieder die Standardtasten?</translation>
    </message>
    <message>
        <source>The keys that you chose are forgotten.</source>
        <translation>Die von Ihnen gewählten Tasten werden vergessen.</translation>
    </message>
    <message>
        <source>Back to default</source>
        <translation>Zurück zum Standard</translation>
    </message>
    <message>
        <source>exporting process</source>
        <translation>Exportprozess</translation>
    </message>
    <message>
        <source>The stroke stays as it is, for something was undone meanwhile</source>
        <translation>Der Strich bleibt, wie er ist, denn inzwischen wurde etwas rückgängig gemacht</translation>
    </message>
    <message>
        <source>The rest of the thing was not found ({error}). The stroke stays.</source>
        <translation>Der Rest des Gegenstands wurde nicht gefunden ({error}). Der Strich bleibt.</translation>
    </message>
    <message>
        <source>Try a shorter stroke, or close other programs if the memory is full.</source>
        <translation>Einen kürzeren Strich versuchen oder andere Programme schließen, falls der Speicher voll ist.</translation>
    </message>
    <message>
        <source>The outline that was open is there again: Enter closes it, Esc drops it.</source>
        <translation>Der offene Umriss ist wieder da: Enter schließt ihn, Esc verwirft ihn.</translation>
    </message>
    <message>
        <source>The open outline of {image} was drawn on another picture.</source>
        <translation>Der offene Umriss von {image} wurde auf einem anderen Bild gezeichnet.</translation>
    </message>
    <message>
        <source>Esc drops it. If that was not meant, put the old picture back.</source>
        <translation>Esc verwirft ihn. War das nicht gewollt, legen Sie das alte Bild zurück.</translation>
    </message>
    <message>
        <source>The open outline in {file} cannot be read.</source>
        <translation>Der offene Umriss in {file} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Draw it again: the next outline on this image replaces the file.</source>
        <translation>Neu zeichnen: Der nächste Umriss auf diesem Bild ersetzt die Datei.</translation>
    </message>
    <message>
        <source>This image is so dark that little of it shows. Auto contrast lights the screen alone.</source>
        <translation>Dieses Bild ist so dunkel, dass man wenig darauf sieht. Der Autokontrast hellt nur die Anzeige auf.</translation>
    </message>
    <message>
        <source>{image} is not listed, and its size is not known.</source>
        <translation>{image} ist nicht gelistet, und seine Größe ist nicht bekannt.</translation>
    </message>
    <message>
        <source>Put the image back, and open it once.</source>
        <translation>Legen Sie das Bild zurück, und öffnen Sie es einmal.</translation>
    </message>
    <message>
        <source>Corrections under another name</source>
        <translation>Korrekturen unter anderem Namen</translation>
    </message>
    <message>
        <source>{old} is called {new} now: its corrections go along once you show another image.</source>
        <translation>{old} heißt jetzt {new}: Die Korrekturen kommen mit, sobald Sie ein anderes Bild zeigen.</translation>
    </message>
    <message>
        <source>{old} is called {new} now: its corrections went along.</source>
        <translation>{old} heißt jetzt {new}: Die Korrekturen sind mitgekommen.</translation>
    </message>
    <message>
        <source>{count} images have other names now: their corrections went along.</source>
        <translation>{count} Bilder heißen jetzt anders: Ihre Korrekturen sind mitgekommen.</translation>
    </message>
    <message>
        <source>A corrected image is missing: {image}. Put it back to use its corrections.</source>
        <translation>Ein korrigiertes Bild fehlt: {image}. Legen Sie es zurück, um seine Korrekturen zu nutzen.</translation>
    </message>
    <message>
        <source>{count} corrected images are missing, {image} among them. Put them back to use their corrections.</source>
        <translation>{count} korrigierte Bilder fehlen, darunter {image}. Legen Sie sie zurück, um ihre Korrekturen zu nutzen.</translation>
    </message>
    <message>
        <source>Masks have a label that the project does not know. It is called {first} now: rename it, or put a newer project.json back.</source>
        <translation>Masken haben ein Label, das das Projekt nicht kennt. Es heißt nun {first}: Benennen Sie es um, oder stellen Sie eine neuere project.json wieder her.</translation>
    </message>
    <message>
        <source>Masks have labels that the project does not know. They are called {first} to {last} now: rename them, or put a newer project.json back.</source>
        <translation>Masken haben Labels, die das Projekt nicht kennt. Sie heißen nun {first} bis {last}: Benennen Sie sie um, oder stellen Sie eine neuere project.json wieder her.</translation>
    </message>
    <message>
        <source>Predicting {done:,} of {images:,}</source>
        <translation>Vorhersage {done:,} von {images:,}</translation>
    </message>
    <message>
        <source>All images are predicted while nobody waits for the net</source>
        <translation>Alle Bilder werden vorhergesagt, während niemand auf das Netz wartet</translation>
    </message>
    <message>
        <source>It goes on when fine-tuning is done</source>
        <translation>Es geht weiter, wenn das Nachlernen fertig ist</translation>
    </message>
    <message>
        <source>Predicting {done:,} of {images:,} · waits</source>
        <translation>Vorhersage {done:,} von {images:,} · wartet</translation>
    </message>
    <message>
        <source>{done:,} of {images:,} images are predicted; the net failed on the others</source>
        <translation>{done:,} von {images:,} Bildern sind vorhergesagt; an den anderen ist das Netz gescheitert</translation>
    </message>
    <message>
        <source>All {images:,} images are predicted</source>
        <translation>Alle {images:,} Bilder sind vorhergesagt</translation>
    </message>
    <message>
        <source>Another net: {images:,} images are to be predicted anew</source>
        <translation>Anderes Netz: {images:,} Bilder sind neu vorherzusagen</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>Diese Liste leeren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>{done:,} of {images:,} images … (Esc stops it)</source>
        <translation>{done:,} von {images:,} Bildern … (Esc hält an)</translation>
    </message>
    <message>
        <source>Taken back: {images}.</source>
        <translation>Zurückgenommen: {images}.</translation>
    </message>
    <message>
        <source>All corrections were dropped in {images}.</source>
        <translation>Alle Korrekturen wurden verworfen: {images}.</translation>
    </message>
    <message>
        <source>The net&apos;s mask was accepted in {images}.</source>
        <translation>Die Maske des Netzes wurde übernommen: {images}.</translation>
    </message>
    <message>
        <source>{done}: {images} changed.</source>
        <translation>{done}: {images} geändert.</translation>
    </message>
    <message>
        <source>{images:,} are not predicted yet: predict all images first.</source>
        <translation>{images:,} sind noch nicht vorhergesagt: erst alle Bilder vorhersagen.</translation>
    </message>
    <message>
        <source>Changed since, and so left as they are: {images}.</source>
        <translation>Seither geändert und deshalb so gelassen: {images}.</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Zurücknehmen</translation>
    </message>
    <message>
        <source>Open it to see what was corrected.</source>
        <translation>Öffnen Sie es, um zu sehen, was korrigiert wurde.</translation>
    </message>
    <message>
        <source>new image</source>
        <translation>neues Bild</translation>
    </message>
    <message>
        <source>new images</source>
        <translation>neue Bilder</translation>
    </message>
    <message>
        <source>No new images</source>
        <translation>Keine neuen Bilder</translation>
    </message>
    <message>
        <source>Close other images or programs: it may be the memory.</source>
        <translation>Schließen Sie andere Bilder oder Programme: Es kann am Speicher liegen.</translation>
    </message>
    <message>
        <source>Void: does not count</source>
        <translation>Void: zählt nicht</translation>
    </message>
    <message>
        <source>Leave out: stays untouched</source>
        <translation>Weglassen: bleibt unberührt</translation>
    </message>
    <message>
        <source>Nothing names the values in these masks. Say what each becomes: choose a label, or type the name of a new one.</source>
        <translation>Nichts benennt die Werte in diesen Masken. Legen Sie fest, was aus jedem wird: Wählen Sie ein Label, oder geben Sie den Namen eines neuen ein.</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>What the value {value} becomes</source>
        <translation>Was aus dem Wert {value} wird</translation>
    </message>
    <message>
        <source>under 0.1 %</source>
        <translation>unter 0,1 %</translation>
    </message>
    <message>
        <source>The rest of {images} is background now.</source>
        <translation>Der Rest ist jetzt Hintergrund ({images}).</translation>
    </message>
    <message>
        <source>The rest of {images} is untouched again.</source>
        <translation>Der Rest ist wieder unberührt ({images}).</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>channel</source>
        <translation>Kanal</translation>
    </message>
    <message>
        <source>channels</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <source>Of this image&apos;s {channels}, you and the net see {seen} alone.</source>
        <translation>Von {channels} dieses Bildes sehen Sie und das Netz nur {seen}.</translation>
    </message>
    <message>
        <source>Opening {image} …</source>
        <translation>{image} wird geöffnet …</translation>
    </message>
    <message>
        <source>Page {page:,} of {pages:,}</source>
        <translation>Seite {page:,} von {pages:,}</translation>
    </message>
    <message>
        <source>{image}: {reason}. Check the disk and its space, then do it again.</source>
        <translation>{image}: {reason}. Prüfen Sie den Datenträger und seinen freien Platz, und wiederholen Sie es dann.</translation>
    </message>
    <message>
        <source>The change is saved in the journal, but {file} is still as it was ({reason}). Free some space; the next correction in the image brings the file up to date.</source>
        <translation>Die Änderung ist im Journal gespeichert, aber {file} ist noch, wie sie war ({reason}). Schaffen Sie Platz; die nächste Korrektur im Bild bringt die Datei auf den Stand.</translation>
    </message>
    <message>
        <source>Paint {label}</source>
        <translation>{label} malen</translation>
    </message>
    <message>
        <source>The project {folder} cannot be copied ({reason}).</source>
        <translation>Das Projekt {folder} kann nicht kopiert werden ({reason}).</translation>
    </message>
    <message>
        <source>Free some space, then open its images again.</source>
        <translation>Schaffen Sie Platz und öffnen Sie seine Bilder dann erneut.</translation>
    </message>
    <message>
        <source>Check the file and the disk, then try again.</source>
        <translation>Prüfen Sie die Datei und den Datenträger, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>Aus einer Datei …</translation>
    </message>
    <message>
        <source>Region copied: it can be pasted into other images</source>
        <translation>Region kopiert: sie lässt sich in andere Bilder einfügen</translation>
    </message>
    <message>
        <source>This image has another size than the one that was copied from</source>
        <translation>Dieses Bild hat eine andere Größe als das, aus dem kopiert wurde</translation>
    </message>
    <message>
        <source>Looking where it went …</source>
        <translation>Es wird gesucht, wohin es gewandert ist …</translation>
    </message>
    <message>
        <source>Nothing of it was found again here</source>
        <translation>Nichts davon war hier wiederzufinden</translation>
    </message>
    <message>
        <source>Pasted where it went: {share:.0f} % of it was found again; look it over</source>
        <translation>Eingefügt, wohin es gewandert ist: {share:.0f} % davon wiedergefunden; bitte durchsehen</translation>
    </message>
    <message>
        <source>Nothing is confirmed in this image yet</source>
        <translation>In diesem Bild ist noch nichts bestätigt</translation>
    </message>
    <message>
        <source>All that is confirmed was copied: it can be pasted into other images</source>
        <translation>Alles Bestätigte wurde kopiert: es lässt sich in andere Bilder einfügen</translation>
    </message>
    <message>
        <source>Pasted at the same place</source>
        <translation>An derselben Stelle eingefügt</translation>
    </message>
    <message>
        <source>No image was taken.</source>
        <translation>Es wurde kein Bild entnommen.</translation>
    </message>
    <message>
        <source>Choose other times.</source>
        <translation>Wählen Sie andere Zeiten.</translation>
    </message>
    <message>
        <source>The video gave {images}.</source>
        <translation>Aus dem Video entnommen: {images}.</translation>
    </message>
    <message>
        <source>Left out, for they hardly differed: {alike:,}.</source>
        <translation>Ausgelassen, weil kaum verschieden: {alike:,}.</translation>
    </message>
    <message>
        <source>It is damaged from {time} on: nothing could be read there.</source>
        <translation>Ab {time} ist es beschädigt: Dort war nichts zu lesen.</translation>
    </message>
    <message>
        <source>Images from a video</source>
        <translation>Bilder aus einem Video</translation>
    </message>
    <message>
        <source>Take and open</source>
        <translation>Entnehmen und öffnen</translation>
    </message>
    <message>
        <source>{images} so far; at {time}</source>
        <translation>Bisher {images}; bei {time}</translation>
    </message>
    <message>
        <source>{images} so far; at {time} of {end}</source>
        <translation>Bisher {images}; bei {time} von {end}</translation>
    </message>
    <message>
        <source>all frames</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>Seconds between two images</source>
        <translation>Sekunden zwischen zwei Bildern</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Leave out what hardly differs from the image before</source>
        <translation>Auslassen, was sich vom Bild davor kaum unterscheidet</translation>
    </message>
    <message>
        <source>As while a robot or a camera stands still</source>
        <translation>Wie während ein Roboter oder eine Kamera steht</translation>
    </message>
    <message>
        <source>of unknown length</source>
        <translation>Länge unbekannt</translation>
    </message>
    <message>
        <source>An image every</source>
        <translation>Ein Bild alle</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>The video does not say how long it is, so not how many images there are.</source>
        <translation>Das Video sagt nicht, wie lang es ist, also auch nicht, wie viele Bilder es werden.</translation>
    </message>
    <message>
        <source>Every frame becomes an image: a second of video has some 25 to 60 of them.</source>
        <translation>Jedes Einzelbild wird ein Bild: Eine Sekunde Video hat etwa 25 bis 60 davon.</translation>
    </message>
    <message>
        <source>There is nothing between these times.</source>
        <translation>Zwischen diesen Zeiten ist nichts.</translation>
    </message>
    <message>
        <source>About {images}, {size}. Those that are there already stay as they are.</source>
        <translation>Etwa {images}, {size}. Was schon da ist, bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>What was taken so far is kept</source>
        <translation>Was bisher entnommen wurde, bleibt</translation>
    </message>
    <message>
        <source>Images into</source>
        <translation>Bilder nach</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Return</source>
        <translation>Eingabetaste</translation>
    </message>
</context>
</TS>
