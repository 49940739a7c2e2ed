package dev.millrace.features.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.lettuce.core.RedisURI;
import org.junit.jupiter.api.Test;

class RedisAddressTest {
    @Test
    void serverIsOneNode() {
        RedisAddress address = RedisAddress.parse("rediss://ann:secret@h:7/2");
        assertThat(address.cluster()).isFalse();
        assertThat(address.nodes()).singleElement().satisfies(node -> {
            assertThat(node.isSsl()).isTrue();
            assertThat(node.getDatabase()).isEqualTo(2);
        });
        assertThat(address.describe()).isEqualTo("h:7");
    }

    @Test
    void sentinelsNameTheMaster() {
        RedisAddress address = RedisAddress.parse("redis-sentinel://a:1,b:2/0#features");
        assertThat(address.cluster()).isFalse();
        assertThat(address.describe()).isEqualTo("features of sentinels a:1,b:2");
        assertThat(RedisAddress.parse("rediss-sentinel://a:1,b:2#features").nodes())
                .allMatch(RedisURI::isSsl);
    }

    @Test
    void clusterHasSeeds() {
        RedisAddress address = RedisAddress.parse("redis-cluster://a:1,b:2,c:3");
        assertThat(address.cluster()).isTrue();
        assertThat(address.nodes()).extracting(RedisURI::getPort).containsExactly(1, 2, 3);
        assertThat(address.nodes()).noneMatch(RedisURI::isSsl);
        assertThat(address.describe()).isEqualTo("cluster a:1,b:2,c:3");
        assertThat(RedisAddress.parse("rediss-cluster://ann:secret@a:1,b:2").nodes())
                .hasSize(2)
                .allMatch(RedisURI::isSsl);
    }

    @Test
    void passwordIsNeverRepeated() {
        for (String bad :
                new String[] {"http://ann:secret@h", "secret", "redis-sentinel://:secret@", "redis-cluster://"}) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> RedisAddress.parse(bad))
                    .withMessageContaining("redis-cluster://host:port,host:port")
                    .withMessageNotContaining("secret")
                    .withNoCause();
        }
        assertThat(RedisAddress.parse("redis-cluster://ann:secret@a:1,b:2").describe())
                .doesNotContain("secret");
    }
}
