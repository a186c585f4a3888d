package dev.menshen.cli;

class NginxClosedTest extends ClosedContract {

    @Override
    String proxy() {
        return "nginx";
    }
}
