package dev.millrace.inference.registry;

import dev.millrace.contracts.InvalidRecordException;
import dev.millrace.contracts.ModelEntry;
import dev.millrace.contracts.ModelEntry.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry in a folder: {@code entries.jsonl}, the newest entry of each version, oldest first, and {@code
 * <name>/<version>/model.onnx}. Restored, every version is in the stage that it had, under the number that it had; files may lie
 * elsewhere than before. What is there already stays, so that a restore which broke off is simply started again.
 */
public final class ModelBackup {
    private static final String ENTRIES = "entries.jsonl";
    private static final String FILE = "model.onnx";

    private final ModelRegistry registry;

    public ModelBackup(ModelRegistry registry) {
        this.registry = registry;
    }

    /**
     * Writes a folder anew; the entries last, so that a folder without them is not finished.
     *
     * @return what was saved
     * @throws RegistryException where a file is not what its entry promises, but for retired versions, which nobody loads
     */
    public List<ModelEntry> save(Path folder, ArtifactSource source) throws RegistryException {
        var saved = new ArrayList<ModelEntry>();
        var lines = new ByteArrayOutputStream();
        try {
            Files.createDirectories(folder);
            Files.deleteIfExists(folder.resolve(ENTRIES));
            for (ModelEntry entry : registry.list()) {
                if (copied(entry, folder, source)) {
                    lines.write(ModelEntry.CODEC.encode(entry));
                    lines.write('\n');
                    saved.add(entry);
                }
            }
            Path aside = Files.write(folder.resolve(ENTRIES + ".tmp"), lines.toByteArray());
            Files.move(aside, folder.resolve(ENTRIES), StandardCopyOption.ATOMIC_MOVE);
            return saved;
        } catch (IOException e) {
            throw new RegistryException("cannot write to " + folder + ": " + e, e);
        }
    }

    private static boolean copied(ModelEntry entry, Path folder, ArtifactSource source)
            throws IOException, RegistryException {
        try {
            Path file = source.fetch(entry.artifact());
            Path home = Files.createDirectories(file(folder, entry).getParent());
            Files.copy(file, home.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (ArtifactUnavailableException | ArtifactMismatchException e) {
            if (entry.stage() == Stage.RETIRED) {
                return false;
            }
            throw new RegistryException(entry.key() + " cannot be saved: " + e.getMessage(), e);
        }
    }

    /**
     * Copies files to {@code store} and announces the entries, oldest first.
     *
     * @return what was not there before
     * @throws RegistryException where the folder is no backup, a file was changed, or another model has the same version
     */
    public List<ModelEntry> restore(Path folder, FileArtifactStore store) throws RegistryException {
        Map<String, ModelEntry> there = new HashMap<>();
        registry.list().forEach(entry -> there.put(entry.key(), entry));
        var restored = new ArrayList<ModelEntry>();
        for (ModelEntry entry : entries(folder)) {
            ModelEntry known = there.get(entry.key());
            if (known == null) {
                restored.add(entry.withArtifact(stored(entry, folder, store)));
            } else if (!known.artifact()
                    .sha256()
                    .equalsIgnoreCase(entry.artifact().sha256())) {
                throw new RegistryException(entry.key() + " is another model here than in " + folder
                        + ": restore into an empty registry, or publish its file as a new version");
            }
        }
        registry.send(restored);
        return restored;
    }

    private static ModelEntry.Artifact stored(ModelEntry entry, Path folder, FileArtifactStore store)
            throws RegistryException {
        try {
            Path file = file(folder, entry);
            if (!Sha256.of(file).equalsIgnoreCase(entry.artifact().sha256())) {
                throw new RegistryException(file + " is not the file that was saved");
            }
            try {
                return store.store(entry.name(), entry.version(), file);
            } catch (FileAlreadyExistsException e) {
                ModelEntry.Artifact found = store.find(entry.name(), entry.version());
                if (!found.sha256().equalsIgnoreCase(entry.artifact().sha256())) {
                    throw new RegistryException(found.uri() + " is another file than the one in " + folder, e);
                }
                return found;
            }
        } catch (IOException e) {
            throw new RegistryException("cannot restore " + entry.key() + ": " + e, e);
        }
    }

    private static List<ModelEntry> entries(Path folder) throws RegistryException {
        try {
            var entries = new ArrayList<ModelEntry>();
            for (String line : Files.readAllLines(folder.resolve(ENTRIES))) {
                byte[] json = line.getBytes(StandardCharsets.UTF_8);
                byte[] key = ModelEntry.CODEC.decode(json).key().getBytes(StandardCharsets.UTF_8);
                entries.add(Entries.read(key, json));
            }
            return entries;
        } catch (IOException | InvalidRecordException e) {
            throw new RegistryException(folder + " is no finished backup of models: " + e.getMessage(), e);
        }
    }

    private static Path file(Path folder, ModelEntry entry) {
        return folder.resolve(entry.name()).resolve(entry.version()).resolve(FILE);
    }
}
