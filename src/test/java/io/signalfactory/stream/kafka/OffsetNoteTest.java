package io.signalfactory.stream.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetNoteTest {

  private static final Uuid ID = Uuid.fromString("4L6g3nShT-eMCtK--X86sw");

  @Property
  void survivesBeingWritten(@ForAll long high, @ForAll long low, @ForAll byte[] streams) {
    OffsetNote note =
        new OffsetNote(new Uuid(high, low), Base64.getEncoder().encodeToString(streams));

    assertThat(OffsetNote.read(note.write())).isEqualTo(note);
  }

  @Test
  void isWrittenInThisForm() {
    assertThat(new OffsetNote(ID, "AgAAAZ").write()).isEqualTo("1|4L6g3nShT-eMCtK--X86sw|AgAAAZ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AgAAAZw=", "AQAAAZw+/a"})
  void readsWhatAnEarlierReleaseStoredAsOneWithoutAnId(String streams) {
    assertThat(OffsetNote.read(streams)).isEqualTo(new OffsetNote(Uuid.ZERO_UUID, streams));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9|whatever|AgAA", "1|not an id|AgAA"})
  void takesWhatItDoesNotUnderstandForOneWithoutAnId(String text) {
    assertThat(OffsetNote.read(text)).isEqualTo(new OffsetNote(Uuid.ZERO_UUID, "AgAA"));
  }

  @Test
  void leavesTheOffsetAsItIs() {
    OffsetAndMetadata noted = new OffsetNote(ID, "AgAA").on(new OffsetAndMetadata(7, "AgAA"));

    assertThat(noted.offset()).isEqualTo(7);
    assertThat(noted.metadata()).isEqualTo("1|4L6g3nShT-eMCtK--X86sw|AgAA");
  }
}
