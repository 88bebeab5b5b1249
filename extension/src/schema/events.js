// Made from shared_schemas by schemas.mjs; change the contracts of the backend instead.
// <stdin>
var isServerFrame = (frame) => validate20(frame);
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate23.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.id === void 0 && (missing0 = "id") || data.seq === void 0 && (missing0 = "seq") || data.at === void 0 && (missing0 = "at") || data.person_id === void 0 && (missing0 = "person_id") || data.thread_id === void 0 && (missing0 = "thread_id") || data.line_id === void 0 && (missing0 = "line_id") || data.phone === void 0 && (missing0 = "phone") || data.direction === void 0 && (missing0 = "direction") || data.text === void 0 && (missing0 = "text") || data.state === void 0 && (missing0 = "state") || data.state_words === void 0 && (missing0 = "state_words") || data.segments === void 0 && (missing0 = "segments") || data.author === void 0 && (missing0 = "author") || data.origin === void 0 && (missing0 = "origin") || data.version === void 0 && (missing0 = "version"))
        return validate23.errors = [{}], !1;
      if (data.at !== void 0) {
        let _errs1 = errors;
        if (typeof data.at != "string")
          return validate23.errors = [{}], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.author !== void 0) {
          let data1 = data.author, _errs3 = errors, _errs4 = errors, valid1 = !1, _errs5 = errors;
          if (errors === errors)
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              let missing1;
              if (data1.id === void 0 && (missing1 = "id") || data1.name === void 0 && (missing1 = "name") || data1.initials === void 0 && (missing1 = "initials")) {
                let err0 = {};
                vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
              } else {
                if (data1.id !== void 0) {
                  let _errs8 = errors;
                  if (typeof data1.id != "string") {
                    let err1 = {};
                    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                  }
                  var valid3 = _errs8 === errors;
                } else
                  var valid3 = !0;
                if (valid3) {
                  if (data1.initials !== void 0) {
                    let _errs10 = errors;
                    if (typeof data1.initials != "string") {
                      let err2 = {};
                      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                    }
                    var valid3 = _errs10 === errors;
                  } else
                    var valid3 = !0;
                  if (valid3)
                    if (data1.name !== void 0) {
                      let _errs12 = errors;
                      if (typeof data1.name != "string") {
                        let err3 = {};
                        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                      }
                      var valid3 = _errs12 === errors;
                    } else
                      var valid3 = !0;
                }
              }
            } else {
              let err4 = {};
              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
            }
          var _valid0 = _errs5 === errors;
          if (valid1 = valid1 || _valid0, _valid0) {
            var props0 = {};
            props0.id = !0, props0.initials = !0, props0.name = !0;
          }
          let _errs14 = errors;
          if (data1 !== null) {
            let err5 = {};
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
          var _valid0 = _errs14 === errors;
          if (valid1 = valid1 || _valid0, valid1)
            errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
          else {
            let err6 = {};
            return vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++, validate23.errors = vErrors, !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.client_key !== void 0) {
            let data5 = data.client_key, _errs16 = errors, _errs17 = errors, valid4 = !1, _errs18 = errors;
            if (typeof data5 != "string") {
              let err7 = {};
              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
            }
            var _valid1 = _errs18 === errors;
            valid4 = valid4 || _valid1;
            let _errs20 = errors;
            if (data5 !== null) {
              let err8 = {};
              vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
            }
            var _valid1 = _errs20 === errors;
            if (valid4 = valid4 || _valid1, valid4)
              errors = _errs17, vErrors !== null && (_errs17 ? vErrors.length = _errs17 : vErrors = null);
            else {
              let err9 = {};
              return vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++, validate23.errors = vErrors, !1;
            }
            var valid0 = _errs16 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.direction !== void 0) {
              let data6 = data.direction, _errs22 = errors;
              if (typeof data6 != "string")
                return validate23.errors = [{}], !1;
              if (!(data6 === "in" || data6 === "out"))
                return validate23.errors = [{}], !1;
              var valid0 = _errs22 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.failure !== void 0) {
                let data7 = data.failure, _errs24 = errors, _errs25 = errors, valid5 = !1, _errs26 = errors;
                if (errors === errors)
                  if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                    let missing2;
                    if (data7.code === void 0 && (missing2 = "code") || data7.title === void 0 && (missing2 = "title") || data7.words === void 0 && (missing2 = "words") || data7.next === void 0 && (missing2 = "next")) {
                      let err10 = {};
                      vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                    } else {
                      if (data7.code !== void 0) {
                        let _errs29 = errors;
                        if (typeof data7.code != "string") {
                          let err11 = {};
                          vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                        }
                        var valid7 = _errs29 === errors;
                      } else
                        var valid7 = !0;
                      if (valid7) {
                        if (data7.next !== void 0) {
                          let data9 = data7.next, _errs31 = errors;
                          if (errors === _errs31)
                            if (Array.isArray(data9)) {
                              var valid8 = !0;
                              let len0 = data9.length;
                              for (let i0 = 0; i0 < len0; i0++) {
                                let data10 = data9[i0], _errs33 = errors;
                                if (typeof data10 != "string") {
                                  let err12 = {};
                                  vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                                }
                                if (!(data10 === "edit_and_resend" || data10 === "other_number" || data10 === "call" || data10 === "tell_admin" || data10 === "wait" || data10 === "settle" || data10 === "nothing")) {
                                  let err13 = {};
                                  vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                                }
                                var valid8 = _errs33 === errors;
                                if (!valid8)
                                  break;
                              }
                            } else {
                              let err14 = {};
                              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                            }
                          var valid7 = _errs31 === errors;
                        } else
                          var valid7 = !0;
                        if (valid7) {
                          if (data7.title !== void 0) {
                            let _errs35 = errors;
                            if (typeof data7.title != "string") {
                              let err15 = {};
                              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                            }
                            var valid7 = _errs35 === errors;
                          } else
                            var valid7 = !0;
                          if (valid7)
                            if (data7.words !== void 0) {
                              let _errs37 = errors;
                              if (typeof data7.words != "string") {
                                let err16 = {};
                                vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                              }
                              var valid7 = _errs37 === errors;
                            } else
                              var valid7 = !0;
                        }
                      }
                    }
                  } else {
                    let err17 = {};
                    vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                  }
                var _valid2 = _errs26 === errors;
                if (valid5 = valid5 || _valid2, _valid2) {
                  var props1 = {};
                  props1.code = !0, props1.next = !0, props1.title = !0, props1.words = !0;
                }
                let _errs39 = errors;
                if (data7 !== null) {
                  let err18 = {};
                  vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                }
                var _valid2 = _errs39 === errors;
                if (valid5 = valid5 || _valid2, valid5)
                  errors = _errs25, vErrors !== null && (_errs25 ? vErrors.length = _errs25 : vErrors = null);
                else {
                  let err19 = {};
                  return vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++, validate23.errors = vErrors, !1;
                }
                var valid0 = _errs24 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.id !== void 0) {
                  let _errs41 = errors;
                  if (typeof data.id != "string")
                    return validate23.errors = [{}], !1;
                  var valid0 = _errs41 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.kind !== void 0) {
                    let data14 = data.kind, _errs43 = errors;
                    if (typeof data14 != "string")
                      return validate23.errors = [{}], !1;
                    if (data14 !== "message")
                      return validate23.errors = [{}], !1;
                    var valid0 = _errs43 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.line_id !== void 0) {
                      let _errs45 = errors;
                      if (typeof data.line_id != "string")
                        return validate23.errors = [{}], !1;
                      var valid0 = _errs45 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.mark !== void 0) {
                        let data16 = data.mark, _errs47 = errors, _errs48 = errors, valid9 = !1, _errs49 = errors;
                        if (errors === errors)
                          if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                            let missing3;
                            if (data16.code === void 0 && (missing3 = "code") || data16.words === void 0 && (missing3 = "words")) {
                              let err20 = {};
                              vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                            } else {
                              if (data16.code !== void 0) {
                                let data17 = data16.code, _errs52 = errors;
                                if (typeof data17 != "string") {
                                  let err21 = {};
                                  vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                }
                                if (!(data17 === "parts_missing" || data17 === "truncated" || data17 === "media")) {
                                  let err22 = {};
                                  vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                                }
                                var valid11 = _errs52 === errors;
                              } else
                                var valid11 = !0;
                              if (valid11)
                                if (data16.words !== void 0) {
                                  let _errs54 = errors;
                                  if (typeof data16.words != "string") {
                                    let err23 = {};
                                    vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                                  }
                                  var valid11 = _errs54 === errors;
                                } else
                                  var valid11 = !0;
                            }
                          } else {
                            let err24 = {};
                            vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                          }
                        var _valid3 = _errs49 === errors;
                        if (valid9 = valid9 || _valid3, _valid3) {
                          var props2 = {};
                          props2.code = !0, props2.words = !0;
                        }
                        let _errs56 = errors;
                        if (data16 !== null) {
                          let err25 = {};
                          vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                        }
                        var _valid3 = _errs56 === errors;
                        if (valid9 = valid9 || _valid3, valid9)
                          errors = _errs48, vErrors !== null && (_errs48 ? vErrors.length = _errs48 : vErrors = null);
                        else {
                          let err26 = {};
                          return vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++, validate23.errors = vErrors, !1;
                        }
                        var valid0 = _errs47 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.media !== void 0) {
                          let data19 = data.media, _errs58 = errors;
                          if (errors === _errs58)
                            if (Array.isArray(data19)) {
                              var valid12 = !0;
                              let len1 = data19.length;
                              for (let i1 = 0; i1 < len1; i1++) {
                                let data20 = data19[i1], _errs60 = errors;
                                if (errors === errors)
                                  if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                                    let missing4;
                                    if (data20.id === void 0 && (missing4 = "id") || data20.kind === void 0 && (missing4 = "kind") || data20.content_type === void 0 && (missing4 = "content_type") || data20.bytes === void 0 && (missing4 = "bytes") || data20.name === void 0 && (missing4 = "name") || data20.state === void 0 && (missing4 = "state"))
                                      return validate23.errors = [{}], !1;
                                    if (data20.bytes !== void 0) {
                                      let data21 = data20.bytes, _errs63 = errors, _errs64 = errors, valid15 = !1, _errs65 = errors;
                                      if (!(typeof data21 == "number" && !(data21 % 1) && !isNaN(data21))) {
                                        let err27 = {};
                                        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                                      }
                                      var _valid4 = _errs65 === errors;
                                      valid15 = valid15 || _valid4;
                                      let _errs67 = errors;
                                      if (data21 !== null) {
                                        let err28 = {};
                                        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                                      }
                                      var _valid4 = _errs67 === errors;
                                      if (valid15 = valid15 || _valid4, valid15)
                                        errors = _errs64, vErrors !== null && (_errs64 ? vErrors.length = _errs64 : vErrors = null);
                                      else {
                                        let err29 = {};
                                        return vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++, validate23.errors = vErrors, !1;
                                      }
                                      var valid14 = _errs63 === errors;
                                    } else
                                      var valid14 = !0;
                                    if (valid14) {
                                      if (data20.content_type !== void 0) {
                                        let _errs69 = errors;
                                        if (typeof data20.content_type != "string")
                                          return validate23.errors = [{}], !1;
                                        var valid14 = _errs69 === errors;
                                      } else
                                        var valid14 = !0;
                                      if (valid14) {
                                        if (data20.height !== void 0) {
                                          let data23 = data20.height, _errs71 = errors, _errs72 = errors, valid16 = !1, _errs73 = errors;
                                          if (!(typeof data23 == "number" && !(data23 % 1) && !isNaN(data23))) {
                                            let err30 = {};
                                            vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++;
                                          }
                                          var _valid5 = _errs73 === errors;
                                          valid16 = valid16 || _valid5;
                                          let _errs75 = errors;
                                          if (data23 !== null) {
                                            let err31 = {};
                                            vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
                                          }
                                          var _valid5 = _errs75 === errors;
                                          if (valid16 = valid16 || _valid5, valid16)
                                            errors = _errs72, vErrors !== null && (_errs72 ? vErrors.length = _errs72 : vErrors = null);
                                          else {
                                            let err32 = {};
                                            return vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++, validate23.errors = vErrors, !1;
                                          }
                                          var valid14 = _errs71 === errors;
                                        } else
                                          var valid14 = !0;
                                        if (valid14) {
                                          if (data20.id !== void 0) {
                                            let _errs77 = errors;
                                            if (typeof data20.id != "string")
                                              return validate23.errors = [{}], !1;
                                            var valid14 = _errs77 === errors;
                                          } else
                                            var valid14 = !0;
                                          if (valid14) {
                                            if (data20.kind !== void 0) {
                                              let data25 = data20.kind, _errs79 = errors;
                                              if (typeof data25 != "string")
                                                return validate23.errors = [{}], !1;
                                              if (!(data25 === "image" || data25 === "video" || data25 === "audio" || data25 === "pdf" || data25 === "vcard" || data25 === "file"))
                                                return validate23.errors = [{}], !1;
                                              var valid14 = _errs79 === errors;
                                            } else
                                              var valid14 = !0;
                                            if (valid14) {
                                              if (data20.name !== void 0) {
                                                let _errs81 = errors;
                                                if (typeof data20.name != "string")
                                                  return validate23.errors = [{}], !1;
                                                var valid14 = _errs81 === errors;
                                              } else
                                                var valid14 = !0;
                                              if (valid14) {
                                                if (data20.state !== void 0) {
                                                  let data27 = data20.state, _errs83 = errors;
                                                  if (typeof data27 != "string")
                                                    return validate23.errors = [{}], !1;
                                                  if (!(data27 === "pending" || data27 === "ready" || data27 === "failed" || data27 === "blocked"))
                                                    return validate23.errors = [{}], !1;
                                                  var valid14 = _errs83 === errors;
                                                } else
                                                  var valid14 = !0;
                                                if (valid14) {
                                                  if (data20.thumbnail !== void 0) {
                                                    let _errs85 = errors;
                                                    if (typeof data20.thumbnail != "boolean")
                                                      return validate23.errors = [{}], !1;
                                                    var valid14 = _errs85 === errors;
                                                  } else
                                                    var valid14 = !0;
                                                  if (valid14) {
                                                    if (data20.width !== void 0) {
                                                      let data29 = data20.width, _errs87 = errors, _errs88 = errors, valid17 = !1, _errs89 = errors;
                                                      if (!(typeof data29 == "number" && !(data29 % 1) && !isNaN(data29))) {
                                                        let err33 = {};
                                                        vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
                                                      }
                                                      var _valid6 = _errs89 === errors;
                                                      valid17 = valid17 || _valid6;
                                                      let _errs91 = errors;
                                                      if (data29 !== null) {
                                                        let err34 = {};
                                                        vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++;
                                                      }
                                                      var _valid6 = _errs91 === errors;
                                                      if (valid17 = valid17 || _valid6, valid17)
                                                        errors = _errs88, vErrors !== null && (_errs88 ? vErrors.length = _errs88 : vErrors = null);
                                                      else {
                                                        let err35 = {};
                                                        return vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++, validate23.errors = vErrors, !1;
                                                      }
                                                      var valid14 = _errs87 === errors;
                                                    } else
                                                      var valid14 = !0;
                                                    if (valid14)
                                                      if (data20.words !== void 0) {
                                                        let data30 = data20.words, _errs93 = errors, _errs94 = errors, valid18 = !1, _errs95 = errors;
                                                        if (typeof data30 != "string") {
                                                          let err36 = {};
                                                          vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
                                                        }
                                                        var _valid7 = _errs95 === errors;
                                                        valid18 = valid18 || _valid7;
                                                        let _errs97 = errors;
                                                        if (data30 !== null) {
                                                          let err37 = {};
                                                          vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++;
                                                        }
                                                        var _valid7 = _errs97 === errors;
                                                        if (valid18 = valid18 || _valid7, valid18)
                                                          errors = _errs94, vErrors !== null && (_errs94 ? vErrors.length = _errs94 : vErrors = null);
                                                        else {
                                                          let err38 = {};
                                                          return vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++, validate23.errors = vErrors, !1;
                                                        }
                                                        var valid14 = _errs93 === errors;
                                                      } else
                                                        var valid14 = !0;
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else
                                    return validate23.errors = [{}], !1;
                                var valid12 = _errs60 === errors;
                                if (!valid12)
                                  break;
                              }
                            } else
                              return validate23.errors = [{}], !1;
                          var valid0 = _errs58 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.origin !== void 0) {
                            let data31 = data.origin, _errs99 = errors, _errs100 = errors, valid19 = !1, _errs101 = errors;
                            if (typeof data31 != "string") {
                              let err39 = {};
                              vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
                            }
                            if (!(data31 === "human" || data31 === "automation" || data31 === "ai_assisted")) {
                              let err40 = {};
                              vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++;
                            }
                            var _valid8 = _errs101 === errors;
                            valid19 = valid19 || _valid8;
                            let _errs103 = errors;
                            if (data31 !== null) {
                              let err41 = {};
                              vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
                            }
                            var _valid8 = _errs103 === errors;
                            if (valid19 = valid19 || _valid8, valid19)
                              errors = _errs100, vErrors !== null && (_errs100 ? vErrors.length = _errs100 : vErrors = null);
                            else {
                              let err42 = {};
                              return vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++, validate23.errors = vErrors, !1;
                            }
                            var valid0 = _errs99 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0) {
                            if (data.person_id !== void 0) {
                              let _errs105 = errors;
                              if (typeof data.person_id != "string")
                                return validate23.errors = [{}], !1;
                              var valid0 = _errs105 === errors;
                            } else
                              var valid0 = !0;
                            if (valid0) {
                              if (data.phone !== void 0) {
                                let _errs107 = errors;
                                if (typeof data.phone != "string")
                                  return validate23.errors = [{}], !1;
                                var valid0 = _errs107 === errors;
                              } else
                                var valid0 = !0;
                              if (valid0) {
                                if (data.segments !== void 0) {
                                  let data34 = data.segments, _errs109 = errors;
                                  if (!(typeof data34 == "number" && !(data34 % 1) && !isNaN(data34)))
                                    return validate23.errors = [{}], !1;
                                  var valid0 = _errs109 === errors;
                                } else
                                  var valid0 = !0;
                                if (valid0) {
                                  if (data.send_at !== void 0) {
                                    let data35 = data.send_at, _errs111 = errors, _errs112 = errors, valid20 = !1, _errs113 = errors;
                                    if (typeof data35 != "string") {
                                      let err43 = {};
                                      vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++;
                                    }
                                    var _valid9 = _errs113 === errors;
                                    valid20 = valid20 || _valid9;
                                    let _errs115 = errors;
                                    if (data35 !== null) {
                                      let err44 = {};
                                      vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
                                    }
                                    var _valid9 = _errs115 === errors;
                                    if (valid20 = valid20 || _valid9, valid20)
                                      errors = _errs112, vErrors !== null && (_errs112 ? vErrors.length = _errs112 : vErrors = null);
                                    else {
                                      let err45 = {};
                                      return vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++, validate23.errors = vErrors, !1;
                                    }
                                    var valid0 = _errs111 === errors;
                                  } else
                                    var valid0 = !0;
                                  if (valid0) {
                                    if (data.seq !== void 0) {
                                      let data36 = data.seq, _errs117 = errors;
                                      if (!(typeof data36 == "number" && !(data36 % 1) && !isNaN(data36)))
                                        return validate23.errors = [{}], !1;
                                      if (errors === _errs117 && typeof data36 == "number") {
                                        if (data36 > 9007199254740992 || isNaN(data36))
                                          return validate23.errors = [{}], !1;
                                        if (data36 < 0 || isNaN(data36))
                                          return validate23.errors = [{}], !1;
                                      }
                                      var valid0 = _errs117 === errors;
                                    } else
                                      var valid0 = !0;
                                    if (valid0) {
                                      if (data.state !== void 0) {
                                        let data37 = data.state, _errs119 = errors;
                                        if (typeof data37 != "string")
                                          return validate23.errors = [{}], !1;
                                        if (!(data37 === "received" || data37 === "held" || data37 === "queued" || data37 === "submitting" || data37 === "uncertain" || data37 === "submitted" || data37 === "delivered" || data37 === "undelivered" || data37 === "rejected" || data37 === "failed" || data37 === "canceled" || data37 === "lapsed"))
                                          return validate23.errors = [{}], !1;
                                        var valid0 = _errs119 === errors;
                                      } else
                                        var valid0 = !0;
                                      if (valid0) {
                                        if (data.state_words !== void 0) {
                                          let _errs121 = errors;
                                          if (typeof data.state_words != "string")
                                            return validate23.errors = [{}], !1;
                                          var valid0 = _errs121 === errors;
                                        } else
                                          var valid0 = !0;
                                        if (valid0) {
                                          if (data.template_id !== void 0) {
                                            let data39 = data.template_id, _errs123 = errors, _errs124 = errors, valid21 = !1, _errs125 = errors;
                                            if (typeof data39 != "string") {
                                              let err46 = {};
                                              vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++;
                                            }
                                            var _valid10 = _errs125 === errors;
                                            valid21 = valid21 || _valid10;
                                            let _errs127 = errors;
                                            if (data39 !== null) {
                                              let err47 = {};
                                              vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
                                            }
                                            var _valid10 = _errs127 === errors;
                                            if (valid21 = valid21 || _valid10, valid21)
                                              errors = _errs124, vErrors !== null && (_errs124 ? vErrors.length = _errs124 : vErrors = null);
                                            else {
                                              let err48 = {};
                                              return vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++, validate23.errors = vErrors, !1;
                                            }
                                            var valid0 = _errs123 === errors;
                                          } else
                                            var valid0 = !0;
                                          if (valid0) {
                                            if (data.text !== void 0) {
                                              let _errs129 = errors;
                                              if (typeof data.text != "string")
                                                return validate23.errors = [{}], !1;
                                              var valid0 = _errs129 === errors;
                                            } else
                                              var valid0 = !0;
                                            if (valid0) {
                                              if (data.thread_id !== void 0) {
                                                let _errs131 = errors;
                                                if (typeof data.thread_id != "string")
                                                  return validate23.errors = [{}], !1;
                                                var valid0 = _errs131 === errors;
                                              } else
                                                var valid0 = !0;
                                              if (valid0) {
                                                if (data.undo_until !== void 0) {
                                                  let data42 = data.undo_until, _errs133 = errors, _errs134 = errors, valid22 = !1, _errs135 = errors;
                                                  if (typeof data42 != "string") {
                                                    let err49 = {};
                                                    vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
                                                  }
                                                  var _valid11 = _errs135 === errors;
                                                  valid22 = valid22 || _valid11;
                                                  let _errs137 = errors;
                                                  if (data42 !== null) {
                                                    let err50 = {};
                                                    vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++;
                                                  }
                                                  var _valid11 = _errs137 === errors;
                                                  if (valid22 = valid22 || _valid11, valid22)
                                                    errors = _errs134, vErrors !== null && (_errs134 ? vErrors.length = _errs134 : vErrors = null);
                                                  else {
                                                    let err51 = {};
                                                    return vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++, validate23.errors = vErrors, !1;
                                                  }
                                                  var valid0 = _errs133 === errors;
                                                } else
                                                  var valid0 = !0;
                                                if (valid0)
                                                  if (data.version !== void 0) {
                                                    let data43 = data.version, _errs139 = errors;
                                                    if (!(typeof data43 == "number" && !(data43 % 1) && !isNaN(data43)))
                                                      return validate23.errors = [{}], !1;
                                                    var valid0 = _errs139 === errors;
                                                  } else
                                                    var valid0 = !0;
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate23.errors = [{}], !1;
  return validate23.errors = vErrors, errors === 0;
}
validate23.evaluated = { props: { at: !0, author: !0, client_key: !0, direction: !0, failure: !0, id: !0, kind: !0, line_id: !0, mark: !0, media: !0, origin: !0, person_id: !0, phone: !0, segments: !0, send_at: !0, seq: !0, state: !0, state_words: !0, template_id: !0, text: !0, thread_id: !0, undo_until: !0, version: !0 }, dynamicProps: !1, dynamicItems: !1 };
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate22.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.item === void 0 && (missing0 = "item"))
        return validate22.errors = [{}], !1;
      if (data.item !== void 0) {
        let _errs1 = errors;
        validate23(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors), errors = vErrors.length);
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.type !== void 0) {
          let data1 = data.type, _errs2 = errors;
          if (typeof data1 != "string")
            return validate22.errors = [{}], !1;
          if (data1 !== "message")
            return validate22.errors = [{}], !1;
          var valid0 = _errs2 === errors;
        } else
          var valid0 = !0;
    } else
      return validate22.errors = [{}], !1;
  return validate22.errors = vErrors, errors === 0;
}
validate22.evaluated = { props: { item: !0, type: !0 }, dynamicProps: !1, dynamicItems: !1 };
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate27.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.id === void 0 && (missing0 = "id") || data.seq === void 0 && (missing0 = "seq") || data.at === void 0 && (missing0 = "at") || data.person_id === void 0 && (missing0 = "person_id") || data.text === void 0 && (missing0 = "text") || data.author === void 0 && (missing0 = "author") || data.version === void 0 && (missing0 = "version"))
        return validate27.errors = [{}], !1;
      if (data.at !== void 0) {
        let _errs1 = errors;
        if (typeof data.at != "string")
          return validate27.errors = [{}], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.author !== void 0) {
          let data1 = data.author, _errs3 = errors, _errs4 = errors, valid1 = !1, _errs5 = errors;
          if (errors === errors)
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              let missing1;
              if (data1.id === void 0 && (missing1 = "id") || data1.name === void 0 && (missing1 = "name") || data1.initials === void 0 && (missing1 = "initials")) {
                let err0 = {};
                vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
              } else {
                if (data1.id !== void 0) {
                  let _errs8 = errors;
                  if (typeof data1.id != "string") {
                    let err1 = {};
                    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                  }
                  var valid3 = _errs8 === errors;
                } else
                  var valid3 = !0;
                if (valid3) {
                  if (data1.initials !== void 0) {
                    let _errs10 = errors;
                    if (typeof data1.initials != "string") {
                      let err2 = {};
                      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                    }
                    var valid3 = _errs10 === errors;
                  } else
                    var valid3 = !0;
                  if (valid3)
                    if (data1.name !== void 0) {
                      let _errs12 = errors;
                      if (typeof data1.name != "string") {
                        let err3 = {};
                        vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                      }
                      var valid3 = _errs12 === errors;
                    } else
                      var valid3 = !0;
                }
              }
            } else {
              let err4 = {};
              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
            }
          var _valid0 = _errs5 === errors;
          if (valid1 = valid1 || _valid0, _valid0) {
            var props0 = {};
            props0.id = !0, props0.initials = !0, props0.name = !0;
          }
          let _errs14 = errors;
          if (data1 !== null) {
            let err5 = {};
            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
          }
          var _valid0 = _errs14 === errors;
          if (valid1 = valid1 || _valid0, valid1)
            errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
          else {
            let err6 = {};
            return vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++, validate27.errors = vErrors, !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.client_key !== void 0) {
            let data5 = data.client_key, _errs16 = errors, _errs17 = errors, valid4 = !1, _errs18 = errors;
            if (typeof data5 != "string") {
              let err7 = {};
              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
            }
            var _valid1 = _errs18 === errors;
            valid4 = valid4 || _valid1;
            let _errs20 = errors;
            if (data5 !== null) {
              let err8 = {};
              vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
            }
            var _valid1 = _errs20 === errors;
            if (valid4 = valid4 || _valid1, valid4)
              errors = _errs17, vErrors !== null && (_errs17 ? vErrors.length = _errs17 : vErrors = null);
            else {
              let err9 = {};
              return vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++, validate27.errors = vErrors, !1;
            }
            var valid0 = _errs16 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.id !== void 0) {
              let _errs22 = errors;
              if (typeof data.id != "string")
                return validate27.errors = [{}], !1;
              var valid0 = _errs22 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.kind !== void 0) {
                let data7 = data.kind, _errs24 = errors;
                if (typeof data7 != "string")
                  return validate27.errors = [{}], !1;
                if (data7 !== "note")
                  return validate27.errors = [{}], !1;
                var valid0 = _errs24 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.person_id !== void 0) {
                  let _errs26 = errors;
                  if (typeof data.person_id != "string")
                    return validate27.errors = [{}], !1;
                  var valid0 = _errs26 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.seq !== void 0) {
                    let data9 = data.seq, _errs28 = errors;
                    if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9)))
                      return validate27.errors = [{}], !1;
                    if (errors === _errs28 && typeof data9 == "number") {
                      if (data9 > 9007199254740992 || isNaN(data9))
                        return validate27.errors = [{}], !1;
                      if (data9 < 0 || isNaN(data9))
                        return validate27.errors = [{}], !1;
                    }
                    var valid0 = _errs28 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.text !== void 0) {
                      let _errs30 = errors;
                      if (typeof data.text != "string")
                        return validate27.errors = [{}], !1;
                      var valid0 = _errs30 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0)
                      if (data.version !== void 0) {
                        let data11 = data.version, _errs32 = errors;
                        if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11)))
                          return validate27.errors = [{}], !1;
                        var valid0 = _errs32 === errors;
                      } else
                        var valid0 = !0;
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate27.errors = [{}], !1;
  return validate27.errors = vErrors, errors === 0;
}
validate27.evaluated = { props: { at: !0, author: !0, client_key: !0, id: !0, kind: !0, person_id: !0, seq: !0, text: !0, version: !0 }, dynamicProps: !1, dynamicItems: !1 };
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate26.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.item === void 0 && (missing0 = "item"))
        return validate26.errors = [{}], !1;
      if (data.item !== void 0) {
        let _errs1 = errors;
        validate27(data.item, { instancePath: instancePath + "/item", parentData: data, parentDataProperty: "item", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors), errors = vErrors.length);
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.type !== void 0) {
          let data1 = data.type, _errs2 = errors;
          if (typeof data1 != "string")
            return validate26.errors = [{}], !1;
          if (data1 !== "note")
            return validate26.errors = [{}], !1;
          var valid0 = _errs2 === errors;
        } else
          var valid0 = !0;
    } else
      return validate26.errors = [{}], !1;
  return validate26.errors = vErrors, errors === 0;
}
validate26.evaluated = { props: { item: !0, type: !0 }, dynamicProps: !1, dynamicItems: !1 };
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate30.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.item === void 0 && (missing0 = "item"))
        return validate30.errors = [{}], !1;
      if (data.item !== void 0) {
        let data0 = data.item, _errs1 = errors;
        if (errors === errors)
          if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
            let missing1;
            if (data0.id === void 0 && (missing1 = "id") || data0.seq === void 0 && (missing1 = "seq") || data0.at === void 0 && (missing1 = "at") || data0.person_id === void 0 && (missing1 = "person_id") || data0.thread_id === void 0 && (missing1 = "thread_id") || data0.type === void 0 && (missing1 = "type") || data0.words === void 0 && (missing1 = "words") || data0.version === void 0 && (missing1 = "version"))
              return validate30.errors = [{}], !1;
            if (data0.at !== void 0) {
              let _errs4 = errors;
              if (typeof data0.at != "string")
                return validate30.errors = [{}], !1;
              var valid2 = _errs4 === errors;
            } else
              var valid2 = !0;
            if (valid2) {
              if (data0.id !== void 0) {
                let _errs6 = errors;
                if (typeof data0.id != "string")
                  return validate30.errors = [{}], !1;
                var valid2 = _errs6 === errors;
              } else
                var valid2 = !0;
              if (valid2) {
                if (data0.kind !== void 0) {
                  let data3 = data0.kind, _errs8 = errors;
                  if (typeof data3 != "string")
                    return validate30.errors = [{}], !1;
                  if (data3 !== "event")
                    return validate30.errors = [{}], !1;
                  var valid2 = _errs8 === errors;
                } else
                  var valid2 = !0;
                if (valid2) {
                  if (data0.person_id !== void 0) {
                    let _errs10 = errors;
                    if (typeof data0.person_id != "string")
                      return validate30.errors = [{}], !1;
                    var valid2 = _errs10 === errors;
                  } else
                    var valid2 = !0;
                  if (valid2) {
                    if (data0.seq !== void 0) {
                      let data5 = data0.seq, _errs12 = errors;
                      if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5)))
                        return validate30.errors = [{}], !1;
                      if (errors === _errs12 && typeof data5 == "number") {
                        if (data5 > 9007199254740992 || isNaN(data5))
                          return validate30.errors = [{}], !1;
                        if (data5 < 0 || isNaN(data5))
                          return validate30.errors = [{}], !1;
                      }
                      var valid2 = _errs12 === errors;
                    } else
                      var valid2 = !0;
                    if (valid2) {
                      if (data0.thread_id !== void 0) {
                        let data6 = data0.thread_id, _errs14 = errors, _errs15 = errors, valid3 = !1, _errs16 = errors;
                        if (typeof data6 != "string") {
                          let err0 = {};
                          vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                        }
                        var _valid0 = _errs16 === errors;
                        valid3 = valid3 || _valid0;
                        let _errs18 = errors;
                        if (data6 !== null) {
                          let err1 = {};
                          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                        }
                        var _valid0 = _errs18 === errors;
                        if (valid3 = valid3 || _valid0, valid3)
                          errors = _errs15, vErrors !== null && (_errs15 ? vErrors.length = _errs15 : vErrors = null);
                        else {
                          let err2 = {};
                          return vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++, validate30.errors = vErrors, !1;
                        }
                        var valid2 = _errs14 === errors;
                      } else
                        var valid2 = !0;
                      if (valid2) {
                        if (data0.type !== void 0) {
                          let _errs20 = errors;
                          if (typeof data0.type != "string")
                            return validate30.errors = [{}], !1;
                          var valid2 = _errs20 === errors;
                        } else
                          var valid2 = !0;
                        if (valid2) {
                          if (data0.version !== void 0) {
                            let data8 = data0.version, _errs22 = errors;
                            if (!(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8)))
                              return validate30.errors = [{}], !1;
                            var valid2 = _errs22 === errors;
                          } else
                            var valid2 = !0;
                          if (valid2)
                            if (data0.words !== void 0) {
                              let _errs24 = errors;
                              if (typeof data0.words != "string")
                                return validate30.errors = [{}], !1;
                              var valid2 = _errs24 === errors;
                            } else
                              var valid2 = !0;
                        }
                      }
                    }
                  }
                }
              }
            }
          } else
            return validate30.errors = [{}], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.type !== void 0) {
          let data10 = data.type, _errs26 = errors;
          if (typeof data10 != "string")
            return validate30.errors = [{}], !1;
          if (data10 !== "timeline")
            return validate30.errors = [{}], !1;
          var valid0 = _errs26 === errors;
        } else
          var valid0 = !0;
    } else
      return validate30.errors = [{}], !1;
  return validate30.errors = vErrors, errors === 0;
}
validate30.evaluated = { props: { item: !0, type: !0 }, dynamicProps: !1, dynamicItems: !1 };
var pattern4 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u");
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate32.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.person === void 0 && (missing0 = "person"))
        return validate32.errors = [{}], !1;
      if (data.person !== void 0) {
        let data0 = data.person, _errs1 = errors;
        if (errors === errors)
          if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
            let missing1;
            if (data0.id === void 0 && (missing1 = "id") || data0.name === void 0 && (missing1 = "name"))
              return validate32.errors = [{}], !1;
            if (data0.id !== void 0) {
              let data1 = data0.id, _errs4 = errors;
              if (errors === _errs4)
                if (typeof data1 == "string") {
                  if (!pattern4.test(data1))
                    return validate32.errors = [{ instancePath: instancePath + "/person/id", schemaPath: "#/$defs/PersonRef/properties/id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } }], !1;
                } else
                  return validate32.errors = [{}], !1;
              var valid2 = _errs4 === errors;
            } else
              var valid2 = !0;
            if (valid2)
              if (data0.name !== void 0) {
                let _errs6 = errors;
                if (typeof data0.name != "string")
                  return validate32.errors = [{}], !1;
                var valid2 = _errs6 === errors;
              } else
                var valid2 = !0;
          } else
            return validate32.errors = [{}], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.type !== void 0) {
          let data3 = data.type, _errs8 = errors;
          if (typeof data3 != "string")
            return validate32.errors = [{}], !1;
          if (data3 !== "person")
            return validate32.errors = [{}], !1;
          var valid0 = _errs8 === errors;
        } else
          var valid0 = !0;
    } else
      return validate32.errors = [{}], !1;
  return validate32.errors = vErrors, errors === 0;
}
validate32.evaluated = { props: { person: !0, type: !0 }, dynamicProps: !1, dynamicItems: !1 };
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate21.evaluated;
  if (evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0), errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.seq === void 0 && (missing0 = "seq") || data.at === void 0 && (missing0 = "at") || data.data === void 0 && (missing0 = "data"))
        return validate21.errors = [{}], !1;
      if (data.at !== void 0) {
        let _errs1 = errors;
        if (typeof data.at != "string")
          return validate21.errors = [{}], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.data !== void 0) {
          let data1 = data.data, _errs3 = errors, _errs4 = errors, valid1 = !1, passing0 = null, _errs5 = errors;
          validate22(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors), errors = vErrors.length);
          var _valid0 = _errs5 === errors;
          if (_valid0) {
            valid1 = !0, passing0 = 0;
            var props0 = {};
            props0.item = !0, props0.type = !0;
          }
          let _errs6 = errors;
          validate26(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors), errors = vErrors.length);
          var _valid0 = _errs6 === errors;
          if (_valid0 && valid1)
            valid1 = !1, passing0 = [passing0, 1];
          else {
            _valid0 && (valid1 = !0, passing0 = 1, props0 !== !0 && (props0 = props0 || {}, props0.item = !0, props0.type = !0));
            let _errs7 = errors;
            validate30(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors), errors = vErrors.length);
            var _valid0 = _errs7 === errors;
            if (_valid0 && valid1)
              valid1 = !1, passing0 = [passing0, 2];
            else {
              _valid0 && (valid1 = !0, passing0 = 2, props0 !== !0 && (props0 = props0 || {}, props0.item = !0, props0.type = !0));
              let _errs8 = errors;
              if (errors === errors)
                if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                  let missing1;
                  if (data1.phone === void 0 && (missing1 = "phone") || data1.opted_out === void 0 && (missing1 = "opted_out")) {
                    let err0 = {};
                    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                  } else {
                    if (data1.opted_out !== void 0) {
                      let _errs11 = errors;
                      if (typeof data1.opted_out != "boolean") {
                        let err1 = {};
                        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                      }
                      var valid3 = _errs11 === errors;
                    } else
                      var valid3 = !0;
                    if (valid3) {
                      if (data1.phone !== void 0) {
                        let _errs13 = errors;
                        if (typeof data1.phone != "string") {
                          let err2 = {};
                          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                        }
                        var valid3 = _errs13 === errors;
                      } else
                        var valid3 = !0;
                      if (valid3)
                        if (data1.type !== void 0) {
                          let data4 = data1.type, _errs15 = errors;
                          if (typeof data4 != "string") {
                            let err3 = {};
                            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                          }
                          if (data4 !== "consent") {
                            let err4 = {};
                            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                          }
                          var valid3 = _errs15 === errors;
                        } else
                          var valid3 = !0;
                    }
                  }
                } else {
                  let err5 = {};
                  vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                }
              var _valid0 = _errs8 === errors;
              if (_valid0 && valid1)
                valid1 = !1, passing0 = [passing0, 3];
              else {
                _valid0 && (valid1 = !0, passing0 = 3, props0 !== !0 && (props0 = props0 || {}, props0.opted_out = !0, props0.phone = !0, props0.type = !0));
                let _errs17 = errors;
                validate32(data1, { instancePath: instancePath + "/data", parentData: data, parentDataProperty: "data", rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors), errors = vErrors.length);
                var _valid0 = _errs17 === errors;
                if (_valid0 && valid1)
                  valid1 = !1, passing0 = [passing0, 4];
                else {
                  _valid0 && (valid1 = !0, passing0 = 4, props0 !== !0 && (props0 = props0 || {}, props0.person = !0, props0.type = !0));
                  let _errs18 = errors;
                  if (errors === errors)
                    if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                      let missing2;
                      if (data1.member_id === void 0 && (missing2 = "member_id") || data1.person_id === void 0 && (missing2 = "person_id") || data1.seq_read === void 0 && (missing2 = "seq_read")) {
                        let err6 = {};
                        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                      } else {
                        if (data1.member_id !== void 0) {
                          let data5 = data1.member_id, _errs21 = errors;
                          if (errors === _errs21)
                            if (typeof data5 == "string") {
                              if (!pattern4.test(data5)) {
                                let err7 = { instancePath: instancePath + "/data/member_id", schemaPath: "#/$defs/ReadMarked/properties/member_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
                                vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                              }
                            } else {
                              let err8 = {};
                              vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                            }
                          var valid5 = _errs21 === errors;
                        } else
                          var valid5 = !0;
                        if (valid5) {
                          if (data1.person_id !== void 0) {
                            let data6 = data1.person_id, _errs23 = errors;
                            if (errors === _errs23)
                              if (typeof data6 == "string") {
                                if (!pattern4.test(data6)) {
                                  let err9 = { instancePath: instancePath + "/data/person_id", schemaPath: "#/$defs/ReadMarked/properties/person_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" } };
                                  vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                                }
                              } else {
                                let err10 = {};
                                vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                              }
                            var valid5 = _errs23 === errors;
                          } else
                            var valid5 = !0;
                          if (valid5) {
                            if (data1.seq_read !== void 0) {
                              let data7 = data1.seq_read, _errs25 = errors;
                              if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7))) {
                                let err11 = {};
                                vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                              }
                              if (errors === _errs25 && typeof data7 == "number") {
                                if (data7 > 9007199254740992 || isNaN(data7)) {
                                  let err12 = {};
                                  vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                                } else if (data7 < 0 || isNaN(data7)) {
                                  let err13 = {};
                                  vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                                }
                              }
                              var valid5 = _errs25 === errors;
                            } else
                              var valid5 = !0;
                            if (valid5)
                              if (data1.type !== void 0) {
                                let data8 = data1.type, _errs27 = errors;
                                if (typeof data8 != "string") {
                                  let err14 = {};
                                  vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                                }
                                if (data8 !== "read") {
                                  let err15 = {};
                                  vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                                }
                                var valid5 = _errs27 === errors;
                              } else
                                var valid5 = !0;
                          }
                        }
                      }
                    } else {
                      let err16 = {};
                      vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                    }
                  var _valid0 = _errs18 === errors;
                  if (_valid0 && valid1)
                    valid1 = !1, passing0 = [passing0, 5];
                  else {
                    _valid0 && (valid1 = !0, passing0 = 5, props0 !== !0 && (props0 = props0 || {}, props0.member_id = !0, props0.person_id = !0, props0.seq_read = !0, props0.type = !0));
                    let _errs29 = errors;
                    if (errors === errors)
                      if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                        let missing3;
                        if (data1.what === void 0 && (missing3 = "what")) {
                          let err17 = {};
                          vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                        } else {
                          if (data1.type !== void 0) {
                            let data9 = data1.type, _errs32 = errors;
                            if (typeof data9 != "string") {
                              let err18 = {};
                              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                            }
                            if (data9 !== "workspace") {
                              let err19 = {};
                              vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                            }
                            var valid7 = _errs32 === errors;
                          } else
                            var valid7 = !0;
                          if (valid7)
                            if (data1.what !== void 0) {
                              let data10 = data1.what, _errs34 = errors;
                              if (typeof data10 != "string") {
                                let err20 = {};
                                vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                              }
                              if (!(data10 === "lines" || data10 === "templates" || data10 === "settings" || data10 === "members")) {
                                let err21 = {};
                                vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                              }
                              var valid7 = _errs34 === errors;
                            } else
                              var valid7 = !0;
                        }
                      } else {
                        let err22 = {};
                        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                      }
                    var _valid0 = _errs29 === errors;
                    _valid0 && valid1 ? (valid1 = !1, passing0 = [passing0, 6]) : _valid0 && (valid1 = !0, passing0 = 6, props0 !== !0 && (props0 = props0 || {}, props0.type = !0, props0.what = !0));
                  }
                }
              }
            }
          }
          if (valid1)
            errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
          else {
            let err23 = {};
            return vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++, validate21.errors = vErrors, !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.seq !== void 0) {
            let data11 = data.seq, _errs36 = errors;
            if (!(typeof data11 == "number" && !(data11 % 1) && !isNaN(data11)))
              return validate21.errors = [{}], !1;
            if (errors === _errs36 && typeof data11 == "number") {
              if (data11 > 9007199254740992 || isNaN(data11))
                return validate21.errors = [{}], !1;
              if (data11 < 0 || isNaN(data11))
                return validate21.errors = [{}], !1;
            }
            var valid0 = _errs36 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.type !== void 0) {
              let data12 = data.type, _errs38 = errors;
              if (typeof data12 != "string")
                return validate21.errors = [{}], !1;
              if (data12 !== "event")
                return validate21.errors = [{}], !1;
              var valid0 = _errs38 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate21.errors = [{}], !1;
  return validate21.errors = vErrors, errors === 0;
}
validate21.evaluated = { props: { at: !0, data: !0, seq: !0, type: !0 }, dynamicProps: !1, dynamicItems: !1 };
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data, dynamicAnchors = {} } = {}) {
  let vErrors = null, errors = 0, evaluated0 = validate20.evaluated;
  evaluated0.dynamicProps && (evaluated0.props = void 0), evaluated0.dynamicItems && (evaluated0.items = void 0);
  let _errs0 = errors, valid0 = !1, passing0 = null, _errs1 = errors;
  if (errors === errors)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.head === void 0 && (missing0 = "head")) {
        let err0 = {};
        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
      } else {
        if (data.head !== void 0) {
          let data0 = data.head, _errs4 = errors;
          if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0))) {
            let err1 = {};
            vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
          }
          if (errors === _errs4 && typeof data0 == "number") {
            if (data0 > 9007199254740992 || isNaN(data0)) {
              let err2 = {};
              vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
            } else if (data0 < 0 || isNaN(data0)) {
              let err3 = {};
              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
            }
          }
          var valid2 = _errs4 === errors;
        } else
          var valid2 = !0;
        if (valid2)
          if (data.type !== void 0) {
            let data1 = data.type, _errs6 = errors;
            if (typeof data1 != "string") {
              let err4 = {};
              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
            }
            if (data1 !== "ready") {
              let err5 = {};
              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
            }
            var valid2 = _errs6 === errors;
          } else
            var valid2 = !0;
      }
    } else {
      let err6 = {};
      vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
    }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = !0, passing0 = 0;
    var props0 = {};
    props0.head = !0, props0.type = !0;
  }
  let _errs8 = errors;
  validate21(data, { instancePath, parentData, parentDataProperty, rootData, dynamicAnchors }) || (vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors), errors = vErrors.length);
  var _valid0 = _errs8 === errors;
  if (_valid0 && valid0)
    valid0 = !1, passing0 = [passing0, 1];
  else {
    _valid0 && (valid0 = !0, passing0 = 1, props0 !== !0 && (props0 = props0 || {}, props0.at = !0, props0.data = !0, props0.seq = !0, props0.type = !0));
    let _errs9 = errors;
    if (errors === errors)
      if (data && typeof data == "object" && !Array.isArray(data)) {
        let missing1;
        if (data.head === void 0 && (missing1 = "head")) {
          let err7 = {};
          vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
        } else {
          if (data.head !== void 0) {
            let data2 = data.head, _errs12 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2))) {
              let err8 = {};
              vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
            }
            if (errors === _errs12 && typeof data2 == "number") {
              if (data2 > 9007199254740992 || isNaN(data2)) {
                let err9 = {};
                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
              } else if (data2 < 0 || isNaN(data2)) {
                let err10 = {};
                vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
              }
            }
            var valid4 = _errs12 === errors;
          } else
            var valid4 = !0;
          if (valid4)
            if (data.type !== void 0) {
              let data3 = data.type, _errs14 = errors;
              if (typeof data3 != "string") {
                let err11 = {};
                vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
              }
              if (data3 !== "reset") {
                let err12 = {};
                vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
              }
              var valid4 = _errs14 === errors;
            } else
              var valid4 = !0;
        }
      } else {
        let err13 = {};
        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
      }
    var _valid0 = _errs9 === errors;
    if (_valid0 && valid0)
      valid0 = !1, passing0 = [passing0, 2];
    else {
      _valid0 && (valid0 = !0, passing0 = 2, props0 !== !0 && (props0 = props0 || {}, props0.head = !0, props0.type = !0));
      let _errs16 = errors;
      if (errors === errors)
        if (data && typeof data == "object" && !Array.isArray(data)) {
          let missing2;
          if (data.head === void 0 && (missing2 = "head")) {
            let err14 = {};
            vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
          } else {
            if (data.head !== void 0) {
              let data4 = data.head, _errs19 = errors;
              if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4))) {
                let err15 = {};
                vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
              }
              if (errors === _errs19 && typeof data4 == "number") {
                if (data4 > 9007199254740992 || isNaN(data4)) {
                  let err16 = {};
                  vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                } else if (data4 < 0 || isNaN(data4)) {
                  let err17 = {};
                  vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                }
              }
              var valid6 = _errs19 === errors;
            } else
              var valid6 = !0;
            if (valid6)
              if (data.type !== void 0) {
                let data5 = data.type, _errs21 = errors;
                if (typeof data5 != "string") {
                  let err18 = {};
                  vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                }
                if (data5 !== "ping") {
                  let err19 = {};
                  vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                }
                var valid6 = _errs21 === errors;
              } else
                var valid6 = !0;
          }
        } else {
          let err20 = {};
          vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
        }
      var _valid0 = _errs16 === errors;
      _valid0 && valid0 ? (valid0 = !1, passing0 = [passing0, 3]) : _valid0 && (valid0 = !0, passing0 = 3, props0 !== !0 && (props0 = props0 || {}, props0.head = !0, props0.type = !0));
    }
  }
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err21 = {};
    return vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++, validate20.errors = vErrors, !1;
  }
  return validate20.errors = vErrors, evaluated0.props = props0, errors === 0;
}
validate20.evaluated = { dynamicProps: !0, dynamicItems: !1 };
export {
  isServerFrame
};
