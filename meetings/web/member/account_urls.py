"""Addresses of signing in and out, under /konto/."""

from django.urls import path

from meetings.web.member import sign_in

urlpatterns = [
    path("logga-in/", sign_in.sign_in, name="sign_in"),
    path("kod/", sign_in.code, name="sign_in_code"),
    path("klar/", sign_in.after_sign_in, name="after_sign_in"),
    path("logga-ut/", sign_in.sign_out, name="sign_out"),
]
