package dev.millrace.local.demo.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LedgerTest {
    private final Ledger<String> ledger = new Ledger<>();

    @Test
    void whatIsOwedAndNeverComesIsOutstanding() {
        ledger.owe("a", 10);
        ledger.owe("b", 20);
        assertThat(ledger.settle("a")).contains(10L);
        assertThat(ledger.outstanding()).isEqualTo(1);
        assertThat(ledger.settled()).isEqualTo(1);
        assertThat(ledger.owed()).isEqualTo(2);
    }

    @Test
    void aSecondResultOfOneIdentityIsADuplicate() {
        ledger.owe("a", 10);
        ledger.settle("a");
        assertThat(ledger.settle("a")).isEmpty();
        assertThat(ledger.duplicates()).isEqualTo(1);
        assertThat(ledger.outstanding()).isZero();
    }

    @Test
    void aDuplicateDoesNotPayForAnother() {
        ledger.owe("a", 10);
        ledger.owe("b", 10);
        ledger.settle("a");
        ledger.settle("a");
        assertThat(ledger.outstanding()).isEqualTo(1);
    }

    @Test
    void aCorrectedWindowIsOwedTwiceAndItsSecondResultIsNoDuplicate() {
        ledger.owe("a", 10);
        ledger.owe("a", 30);
        assertThat(ledger.settle("a")).isPresent();
        assertThat(ledger.settle("a")).contains(30L);
        assertThat(ledger.duplicates()).isZero();
        ledger.settle("a");
        assertThat(ledger.duplicates()).isEqualTo(1);
    }

    @Test
    void aResultThatNobodyOwesIsForeign() {
        assertThat(ledger.settle("x")).isEmpty();
        assertThat(ledger.foreign()).isEqualTo(1);
        assertThat(ledger.duplicates()).isZero();
        assertThat(ledger.outstanding()).isZero();
    }

    @Test
    void memoryIsBoundedButWhatIsOutstandingIsNeverForgotten() {
        var small = new Ledger<Integer>(100);
        small.owe(-1, 5);
        for (int i = 0; i < 1000; i++) {
            small.owe(i, i);
            small.settle(i);
        }
        assertThat(small.outstanding()).isEqualTo(1);
        assertThat(small.settle(-1)).contains(5L);
        assertThat(small.settle(999)).isEmpty();
        assertThat(small.duplicates()).isEqualTo(1);
    }
}
