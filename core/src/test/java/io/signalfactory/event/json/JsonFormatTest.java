package io.signalfactory.event.json;

import io.signalfactory.event.PayloadFormat;
import io.signalfactory.testkit.EventTree;
import io.signalfactory.testkit.JsonEvents;
import io.signalfactory.testkit.PayloadFormatKit;
import java.util.Set;

class JsonFormatTest extends PayloadFormatKit {

  @Override
  protected PayloadFormat format() {
    return new JsonFormat();
  }

  @Override
  protected byte[] write(EventTree event) {
    return JsonEvents.write(event);
  }

  @Override
  protected Set<Feature> cannotExpress() {
    return Set.of(Feature.TYPED_TIMES);
  }
}
