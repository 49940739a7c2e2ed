package dev.millrace.inference.training.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.millrace.inference.api.BoundRun;
import dev.millrace.inference.api.InferenceSession;
import dev.millrace.inference.api.SessionOptions;
import dev.millrace.inference.api.Shape;
import dev.millrace.inference.onnx.OnnxSessionFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ranking by 8-bit products answers as ranking by exact scores does, whatever the items are. */
class CoarseRankingTest {
    private static final int ITEMS = 6005;
    private static final int DIMENSION = 20;
    private static final int LENGTH = 6;
    private static final int USERS = 24;

    private enum Catalogue {
        GROUPS,
        WITHOUT_STRUCTURE,
        SMALL_BIAS,
        LARGE_BIAS,
        BIAS_OF_ONE_ITEM,
        TWINS,
        ONE_HUGE_ITEM,
        ALL_EQUAL
    }

    private final SplittableRandom random = new SplittableRandom(11);

    @ParameterizedTest
    @EnumSource
    void theAnswerIsThatOfTheExactRanking(Catalogue catalogue) throws Exception {
        SessionEncoder model = model(catalogue);
        int[][] histories = histories();
        for (int k : new int[] {1, 10, 64, 500}) {
            Ranked ranked = rank(model, histories, k);
            for (int user = 0; user < USERS; user++) {
                float[] scores = model.scores(histories[user]);
                int[] best = TopK.of(scores, k);
                float close = 2e-6f * Math.max(1, Math.abs(scores[best[0]]));
                for (int j = 0; j < k; j++) {
                    String where = catalogue + " k " + k + " user " + user + " place " + j;
                    int item = (int) ranked.items[user * k + j];
                    assertThat(ranked.scores[user * k + j]).as(where).isCloseTo(scores[best[j]], within(close));
                    assertThat(scores[item - 1]).as(where).isCloseTo(scores[best[j]], within(close));
                }
                long[] items = Arrays.copyOfRange(ranked.items, user * k, (user + 1) * k);
                assertThat(Arrays.stream(items).distinct().count()).isEqualTo(k);
            }
        }
    }

    @Test
    void mostUsersNeedNoSecondRanking() throws Exception {
        for (Catalogue usual : List.of(Catalogue.GROUPS, Catalogue.WITHOUT_STRUCTURE, Catalogue.SMALL_BIAS)) {
            float[] found = rank(model(usual), histories(), 64).found;
            int users = 0;
            for (int user = 1; user < USERS; user++) { // the first has no history
                users += (int) found[user];
            }
            assertThat(users).as(usual.toString()).isGreaterThanOrEqualTo(USERS * 3 / 4);
        }
    }

    @Test
    void aCatalogueThatEightBitsCannotTellApartIsRankedExactly() throws Exception {
        assertThat(rank(model(Catalogue.ONE_HUGE_ITEM), histories(), 10).found).containsOnly(0);
    }

    @Test
    void equalScoresComeInTheOrderOfTheCatalogue() throws Exception {
        Ranked ranked = rank(model(Catalogue.ALL_EQUAL), histories(), 64);
        for (int user = 0; user < USERS; user++) {
            for (int j = 0; j < 64; j++) {
                assertThat(ranked.items[user * 64 + j]).isEqualTo(j + 1);
            }
        }
    }

    private SessionEncoder model(Catalogue catalogue) {
        List<String> names = IntStream.range(0, ITEMS).mapToObj(i -> "i" + i).toList();
        var weights = new EncoderWeights(ITEMS, DIMENSION);
        float[] centre = new float[DIMENSION];
        for (int i = 1; i <= ITEMS; i++) {
            for (int j = 0; j < DIMENSION; j++) {
                if (i % 50 == 1) {
                    centre[j] = (float) random.nextGaussian();
                }
                float own = (float) random.nextGaussian();
                float value = catalogue == Catalogue.GROUPS ? centre[j] + own / 2 : own;
                weights.in()[i * DIMENSION + j] = own;
                weights.out()[i * DIMENSION + j] = value;
                if (catalogue == Catalogue.GROUPS) {
                    weights.in()[i * DIMENSION + j] = value;
                }
            }
            weights.bias()[i] = switch (catalogue) {
                case SMALL_BIAS -> (float) random.nextGaussian() / 4;
                case LARGE_BIAS -> 1000 + 100 * (float) random.nextGaussian();
                case BIAS_OF_ONE_ITEM -> i == 4321 ? 1e4f : 0;
                default -> 0;
            };
            if (catalogue == Catalogue.TWINS && i > ITEMS / 2) {
                int twin = (i - ITEMS / 2) * DIMENSION;
                System.arraycopy(weights.out(), twin, weights.out(), i * DIMENSION, DIMENSION);
            }
        }
        if (catalogue == Catalogue.ONE_HUGE_ITEM) {
            Arrays.fill(weights.out(), 77 * DIMENSION, 78 * DIMENSION, 5000);
        }
        if (catalogue == Catalogue.ALL_EQUAL) {
            Arrays.fill(weights.out(), 1);
        }
        return new SessionEncoder(new Vocabulary(names), weights, LENGTH, 0);
    }

    /** The first user's is empty. */
    private int[][] histories() {
        return IntStream.range(0, USERS)
                .mapToObj(user -> random.ints(user == 0 ? 0 : 1 + user % LENGTH, 1, ITEMS + 1)
                        .toArray())
                .toArray(int[][]::new);
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Ranked(long[] items, float[] scores, float[] found) {}

    private static Ranked rank(SessionEncoder model, int[][] histories, int k) throws Exception {
        try (InferenceSession session = OnnxSessionFactory.load(null, System.getenv())
                .open(showing(RecommenderOnnx.export(model)), SessionOptions.defaults())) {
            BoundRun run = session.bind(
                    List.of(Shape.longs("history", USERS, LENGTH), Shape.longs("k", 1)),
                    List.of(
                            Shape.longs("items", USERS, k),
                            Shape.floats("scores", USERS, k),
                            Shape.floats("found_number", USERS, 1)));
            for (int user = 0; user < USERS; user++) {
                for (int j = 0; j < LENGTH; j++) {
                    run.longs("history").put(user * LENGTH + j, j < histories[user].length ? histories[user][j] : 0);
                }
            }
            run.longs("k").put(0, k);
            run.run();
            var ranked = new Ranked(new long[USERS * k], new float[USERS * k], new float[USERS]);
            run.longs("items").get(0, ranked.items);
            run.floats("scores").get(0, ranked.scores);
            run.floats("found_number").get(0, ranked.found);
            return ranked;
        }
    }

    /** The same file with one more output: 1 for each user whose first ranking was proven, else 0. */
    private static byte[] showing(byte[] onnx) throws Exception {
        var shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
        var tensor = TypeProto.Tensor.newBuilder()
                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                .setShape(shape);
        ModelProto.Builder model = ModelProto.parseFrom(onnx).toBuilder();
        model.getGraphBuilder()
                .addOutput(ValueInfoProto.newBuilder()
                        .setName("found_number")
                        .setType(TypeProto.newBuilder().setTensorType(tensor)));
        return model.build().toByteArray();
    }
}
