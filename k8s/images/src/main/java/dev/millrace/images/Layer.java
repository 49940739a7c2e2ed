package dev.millrace.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Files of one layer: root's, read by all and written by nobody, all of one time, so that the same files are the same layer. */
final class Layer {
    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    private static final FilePermissions PROGRAM = FilePermissions.fromOctalString("755");

    private final FileEntriesLayer.Builder files;

    Layer(String name) {
        files = FileEntriesLayer.builder().setName(name);
    }

    Layer file(Path source, String target) {
        boolean program = Files.isDirectory(source) || Files.isExecutable(source);
        files.addEntry(source, AbsoluteUnixPath.get(target), program ? PROGRAM : FILE);
        return this;
    }

    Layer into(String folder, Collection<Path> sources) {
        sources.forEach(source -> file(source, folder + "/" + source.getFileName()));
        return this;
    }

    Layer tree(Path source, String target) throws IOException {
        List<Path> all;
        try (var walk = Files.walk(source)) {
            all = walk.filter(Files::isRegularFile).sorted().toList();
        }
        all.forEach(file -> file(file, target + "/" + source.relativize(file)));
        return this;
    }

    FileEntriesLayer build() {
        return files.build();
    }
}
