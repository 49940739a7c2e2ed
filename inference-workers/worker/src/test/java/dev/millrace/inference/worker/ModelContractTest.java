package dev.millrace.inference.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.inference.onnx.OnnxSessionFactory;
import dev.millrace.inference.onnx.TinyModels;
import dev.millrace.inference.worker.tensor.UnaryModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelContractTest {
    @Test
    void whatAWorkerWouldRefuseIsRefusedBeforePublication(@TempDir Path folder) throws Exception {
        var contract = new ModelContract(
                OnnxSessionFactory.load(null, System.getenv()), dev.millrace.features.views.FeatureViewsYaml::own);
        Path sensors = Files.write(folder.resolve("s.onnx"), TinyModels.anomaly(4, List.of(List.of("a")), 1));
        Path recommender = Files.write(folder.resolve("r.onnx"), TinyModels.recommender(5, 3));

        assertThatCode(() -> contract.check("sensor-anomaly", sensors)).doesNotThrowAnyException();
        assertThatCode(() -> contract.check("recommender", recommender)).doesNotThrowAnyException();
        assertThatThrownBy(() -> contract.check("recommender", sensors))
                .hasMessageContaining("millrace.kind is 'sensor-anomaly', wanted is 'recommender'");
    }

    @Test
    void aModelOfAnyOtherNameIsCheckedAsOneThatIsServedAsItIs(@TempDir Path folder) throws Exception {
        var contract = new ModelContract(
                OnnxSessionFactory.load(null, System.getenv()), dev.millrace.features.views.FeatureViewsYaml::own);
        Path fits = Files.write(folder.resolve("fits.onnx"), UnaryModel.floats("Relu", "batch", 3));
        Path open = Files.write(folder.resolve("open.onnx"), UnaryModel.floats("Relu", "batch", "width"));
        Path sensors = Files.write(folder.resolve("s.onnx"), TinyModels.anomaly(4, List.of(List.of("a")), 1));

        assertThatCode(() -> contract.check("mlp", fits)).doesNotThrowAnyException();
        assertThatThrownBy(() -> contract.check("mlp", open)).hasMessageContaining("axis 1 of");
        assertThatThrownBy(() -> contract.check("mlp", sensors))
                .hasMessageContaining("millrace.kind is 'sensor-anomaly', wanted is 'tensor'");
    }
}
